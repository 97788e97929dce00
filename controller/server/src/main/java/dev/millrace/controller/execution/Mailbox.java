package dev.millrace.controller.execution;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does things one after the other, in the order in which they came, on one thread at a time; no thread is held while there is nothing to do. What
 * arrives together is one batch. The queue is bounded by those who post: a program by its uncommitted entries, steps by their number.
 */
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int LARGEST_BATCH = 500;

    private final Executor executor;
    private final Runnable afterBatch;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    /** @param afterBatch is done when a batch is through, before the next one */
    Mailbox(Executor executor, Runnable afterBatch) {
        this.executor = executor;
        this.afterBatch = afterBatch;
    }

    /** Does something later. Never blocks. */
    void post(Runnable action) {
        queue.add(action);
        if (busy.compareAndSet(false, true)) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        do {
            do {
                batch();
                run(afterBatch);
            } while (!queue.isEmpty());
            busy.set(false);
        } while (!queue.isEmpty() && busy.compareAndSet(false, true));
    }

    private void batch() {
        for (var done = 0; done < LARGEST_BATCH; done++) {
            var next = queue.poll();
            if (next == null) {
                return;
            }
            run(next);
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("run-action-broke");
        }
    }
}
