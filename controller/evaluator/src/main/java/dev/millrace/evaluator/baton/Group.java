package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Result;

/**
 * Branches that one branch waits for, and that more can be added to while it waits. Its methods are for the branch that has the baton.
 *
 * <p>Order: the branch that made it adds some, then {@link #await}s; any branch of the group may add more. All of it is a function of the program.
 */
public final class Group {
    private final Baton baton;
    private final Branch parent;
    private final Scope scope;
    private final boolean failFast;
    private int running;
    private boolean failed;

    Group(Baton baton, Branch parent, boolean failFast) {
        this.baton = baton;
        this.parent = parent;
        this.scope = parent.scope;
        this.failFast = failFast;
    }

    /** Adds a branch, which begins when its turn comes. */
    public void add(Fork fork, Spot spot) {
        baton.exclusively(() -> {
            running++;
            baton.branch(scope, fork, spot, this);
        });
    }

    /** Waits until all branches have ended, those too that are added in the meantime. For the branch that made the group. */
    public void await() {
        baton.exclusively(() -> {
            if (running > 0) {
                baton.join(parent);
            }
        });
    }

    /** A branch has ended. The first failure interrupts the others where that is wanted; what is added later is not interrupted. */
    void left(String name, Leaving leaving) {
        running--;
        if (failFast && !failed && leaving.failure().isPresent()) {
            failed = true;
            baton.interrupt(
                    scope,
                    new Interruption(
                            Interruption.Cause.FAIL_FAST, scope.step, Result.ABORTED, "Failed in branch " + name),
                    null);
        }
        if (running == 0 && parent.joining) {
            baton.joined(parent);
        }
    }
}
