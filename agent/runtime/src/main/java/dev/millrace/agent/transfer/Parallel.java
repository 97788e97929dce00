package dev.millrace.agent.transfer;

import dev.millrace.agent.workspace.FileFault;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does many small things a few at a time. */
final class Parallel {
    private static final int WORKERS = 8;

    private Parallel() {}

    /** One of them. */
    @FunctionalInterface
    interface Job {
        void run() throws IOException, FileFault, InterruptedException;
    }

    /** Does all; the first failure ends the rest and is thrown. An interrupt ends all. */
    static void run(List<Job> jobs) throws IOException, FileFault, InterruptedException {
        var queue = new ConcurrentLinkedQueue<>(jobs);
        var failure = new AtomicReference<@Nullable Exception>();
        var workers = new Thread[Math.min(WORKERS, jobs.size())];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = Thread.ofVirtual().name("transfer").start(() -> work(queue, failure));
        }
        try {
            for (var worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            queue.clear();
            for (var worker : workers) {
                worker.interrupt();
            }
            throw e;
        }
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case FileFault e -> throw e;
            case InterruptedException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
    }

    private static void work(ConcurrentLinkedQueue<Job> queue, AtomicReference<@Nullable Exception> failure) {
        for (var job = queue.poll(); job != null; job = queue.poll()) {
            try {
                job.run();
            } catch (IOException | FileFault | InterruptedException | RuntimeException e) {
                failure.compareAndSet(null, e);
                queue.clear();
            }
        }
    }
}
