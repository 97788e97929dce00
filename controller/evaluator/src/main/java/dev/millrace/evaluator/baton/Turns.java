package dev.millrace.evaluator.baton;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: one branch has the baton, those that could run wait in the order in which they could, and only where none can is something
 * taken from outside. A branch gets its thread with its first turn. Guarded by the run's lock.
 */
final class Turns {
    private final ReentrantLock lock;
    private final Condition never;
    private final BooleanSupplier delivery;
    private final Deque<Branch> ready = new ArrayDeque<>();
    private @Nullable Branch holder;
    private boolean stopped;
    private long served;

    /** @param delivery takes one delivery, which may make branches ready; false where there is none */
    Turns(ReentrantLock lock, BooleanSupplier delivery) {
        this.lock = lock;
        this.never = lock.newCondition();
        this.delivery = delivery;
    }

    Condition turn() {
        return lock.newCondition();
    }

    /** The calling branch, which has the baton. */
    Branch mine() {
        var branch = holder;
        if (branch == null || branch.thread != Thread.currentThread()) {
            throw new IllegalStateException("Only the branch that has the baton may use it");
        }
        if (stopped) {
            halt();
        }
        served++;
        return branch;
    }

    /** The branch can run. */
    void ready(Branch branch) {
        ready.add(branch);
    }

    boolean stopped() {
        return stopped;
    }

    /** No branch gets the baton any more. */
    void stop() {
        stopped = true;
    }

    /** Who has the baton, and is not waiting for anything. */
    Optional<Computing> computing() {
        var branch = holder;
        return branch == null
                        || branch.thread == null
                        || branch.thread.getState() != Thread.State.RUNNABLE
                ? Optional.empty()
                : Optional.of(new Computing(branch.thread, served));
    }

    /** Nobody has the baton or could take it. */
    boolean idle() {
        return holder == null && ready.isEmpty();
    }

    /** Gives the baton away until the branch is ready. */
    void pause(Branch branch) {
        holder = null;
        dispatch();
        await(branch);
    }

    /** Lets those go first that could run by now. */
    void giveWay(Branch branch) {
        if (!ready.isEmpty()) {
            ready.add(branch);
            pause(branch);
        }
    }

    /** Hands the baton on, where nobody has it. */
    void dispatch() {
        if (holder != null) {
            return;
        }
        while (!stopped && ready.isEmpty() && delivery.getAsBoolean()) {}
        if (!stopped && !ready.isEmpty()) {
            var next = ready.remove();
            holder = next;
            if (next.thread == null) {
                next.thread = Thread.ofVirtual().name("branch-" + next.number).unstarted(() -> live(next));
                next.thread.start();
            } else {
                next.turn.signal();
            }
        }
    }

    private void live(Branch branch) {
        lock.lock();
        try {
            await(branch);
        } finally {
            lock.unlock();
        }
        branch.body.run();
        lock.lock();
        try {
            holder = null;
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    private void await(Branch branch) {
        while (holder != branch || stopped) {
            branch.turn.awaitUninterruptibly();
        }
    }

    /** Stands still for good. */
    void halt() {
        holder = null;
        while (true) {
            never.awaitUninterruptibly();
        }
    }
}
