package dev.millrace.controller.link;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is posted in order, one at a time, on a virtual thread that lives only while there is something to run. An idle session costs no
 * thread. Not bounded by itself: messages are bounded by the session, which stops reading, all else by what it is about (a lease, an operation).
 */
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** On threads that may block. */
    Mailbox(Executor threads) {
        this.threads = threads;
    }

    void post(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::run);
        }
    }

    /** The same for what does not block: where nothing else is to be done it is done at once, by the caller's thread. */
    void now(Runnable quick) {
        if (!waiting.compareAndSet(0, 1)) {
            post(quick);
            return;
        }
        run(quick);
        if (waiting.decrementAndGet() > 0) {
            threads.execute(this::run);
        }
    }

    private void run() {
        do {
            var task = tasks.poll();
            if (task != null) {
                run(task);
            }
        } while (waiting.decrementAndGet() > 0);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("session-task-failed");
        }
    }
}
