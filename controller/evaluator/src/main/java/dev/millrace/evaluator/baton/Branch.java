package dev.millrace.evaluator.baton;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A branch of the program. All fields are guarded by the run's lock. */
final class Branch {
    final int number;
    /** What it does, on its own thread. */
    final Runnable body;

    final Condition turn;
    /** The innermost block that it has open. */
    Scope scope;
    /** Null until it has its first turn. */
    @Nullable
    Thread thread;
    /** The step that it waits for. */
    @Nullable
    Pending waiting;
    /** It waits for a group of branches, which are interrupted in its place. */
    boolean joining;
    /** It was interrupted while it waited for nothing: thrown where it next looks. */
    @Nullable
    Interruption interruption;

    /** The main branch. */
    Branch(Runnable body, Condition turn) {
        this.number = 0;
        this.body = body;
        this.turn = turn;
        this.scope = Scope.top(this);
    }

    /** A branch in a block of another one, whose own block is {@code step}. */
    Branch(int number, int step, Scope outer, Runnable body, Condition turn) {
        this.number = number;
        this.body = body;
        this.turn = turn;
        this.scope = outer.open(step, this);
    }
}
