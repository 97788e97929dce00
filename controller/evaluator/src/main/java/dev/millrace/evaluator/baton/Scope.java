package dev.millrace.evaluator.baton;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An open block, or the top of the program. Scopes form a tree: what is open inside of one hangs below it, so that a block finds the branches in
 * it without looking at any other. Opening and leaving cost the same however many there are. Guarded by the run's lock.
 */
final class Scope {
    final int step;

    @Nullable
    final Scope parent;

    private final Branch branch;
    private @Nullable Scope first;
    private @Nullable Scope last;
    private @Nullable Scope previous;
    private @Nullable Scope next;

    private Scope(int step, @Nullable Scope parent, Branch branch) {
        this.step = step;
        this.parent = parent;
        this.branch = branch;
    }

    /** The top of a program, whose main branch this is. */
    static Scope top(Branch main) {
        return new Scope(0, null, main);
    }

    /** Opens a block in this one. */
    Scope open(int block, Branch opener) {
        var inner = new Scope(block, this, opener);
        inner.previous = last;
        if (last == null) {
            first = inner;
        } else {
            last.next = inner;
        }
        last = inner;
        return inner;
    }

    /** Takes this block, in which nothing is open, out of the one around it. */
    void leave() {
        if (parent == null || first != null) {
            throw new IllegalStateException("Block " + step + " is the top, or has open blocks inside");
        }
        if (previous == null) {
            parent.first = next;
        } else {
            previous.next = next;
        }
        if (next == null) {
            parent.last = previous;
        } else {
            next.previous = previous;
        }
    }

    /** Open steps from the outermost to this one. */
    List<Integer> around() {
        var steps = new ArrayList<Integer>();
        for (var scope = this; scope.parent != null; scope = scope.parent) {
            steps.add(scope.step);
        }
        return steps.reversed();
    }

    /** Every branch that is somewhere inside, oldest blocks first. Gives how many scopes were looked at. */
    int branches(Consumer<Branch> visitor) {
        var open = new ArrayDeque<Scope>();
        open.push(this);
        var seen = 0;
        while (!open.isEmpty()) {
            var scope = open.pop();
            seen++;
            if (scope.branch.scope == scope) {
                visitor.accept(scope.branch);
            }
            for (var inner = scope.last; inner != null; inner = inner.previous) {
                open.push(inner);
            }
        }
        return seen;
    }
}
