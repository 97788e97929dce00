package dev.millrace.agent.work;

import dev.millrace.agent.spool.OperationSpool;
import dev.millrace.agent.stream.Delivery;
import org.jspecify.annotations.Nullable;

/** An operation that the agent holds: running, or finished and not yet acknowledged. */
final class ActiveOperation {
    private final OperationSpool spool;
    private final Delivery delivery;
    private @Nullable Thread worker;
    private boolean cancelled;

    ActiveOperation(OperationSpool spool, Delivery delivery) {
        this.spool = spool;
        this.delivery = delivery;
    }

    OperationSpool spool() {
        return spool;
    }

    Delivery delivery() {
        return delivery;
    }

    boolean isProcess() {
        return spool.request().hasExecute();
    }

    synchronized void worker(Thread thread) {
        worker = thread;
        if (cancelled) {
            thread.interrupt();
        }
    }

    /** Does this unless it was cancelled; a cancellation comes before it or after it, never beside it. False where it was. */
    synchronized boolean unlessCancelled(Runnable begin) {
        if (!cancelled) {
            begin.run();
        }
        return !cancelled;
    }

    /** Interrupts what the agent itself does for it. */
    synchronized void cancel() {
        cancelled = true;
        if (worker != null) {
            worker.interrupt();
        }
    }
}
