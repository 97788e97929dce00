package dev.millrace.evaluator.baton;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A branch of the program. All fields are guarded by the baton's lock. */
final class Branch {
    final int number;
    /** The block that it runs in; 0 for the main one. */
    final int root;

    final Condition turn;

    @Nullable
    Thread thread;

    Scope scope;
    /** The step that it waits for. */
    @Nullable
    Pending waiting;
    /** Branches that it started and that have not ended. */
    int children;
    /** It was interrupted while it waited for nothing: thrown at the next step that it asks. */
    @Nullable
    Interruption interruption;

    Branch(int number, Scope scope, Condition turn) {
        this.number = number;
        this.root = scope.step();
        this.scope = scope;
        this.turn = turn;
    }
}
