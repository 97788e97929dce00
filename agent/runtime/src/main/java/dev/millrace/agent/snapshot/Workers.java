package dev.millrace.agent.snapshot;

import dev.millrace.agent.workspace.FileFault;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does many small things on a few threads of the system: calls into the C library would hold a virtual thread's carrier. */
final class Workers {
    private Workers() {}

    /** What one thread does; closed by it at the end, when all went well. */
    interface Worker extends AutoCloseable {
        void perform(int item) throws IOException, FileFault, InterruptedException;

        /** All was performed, by this worker and the others. */
        void finish() throws IOException, FileFault, InterruptedException;

        @Override
        void close();
    }

    /** Makes one for its thread. */
    interface Hiring {
        Worker hire() throws IOException;
    }

    /** Items 0 to count - 1, in stretches of a batch. The first failure ends the rest and is thrown; an interrupt ends all. */
    static void perform(int count, int batch, int most, Hiring hiring) throws IOException, FileFault, InterruptedException {
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable Exception>();
        var threads = new Thread[Math.min(most, (count + batch - 1) / batch)];
        for (int at = 0; at < threads.length; at++) {
            threads[at] = Thread.ofPlatform()
                    .daemon()
                    .name("snapshot-" + at)
                    .start(() -> work(count, batch, next, failure, hiring));
        }
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            next.set(count);
            for (var thread : threads) {
                thread.interrupt();
            }
            for (var thread : threads) {
                thread.join();
            }
            throw e;
        }
        rethrow(failure.get());
    }

    private static void work(
            int count,
            int batch,
            AtomicInteger next,
            AtomicReference<@Nullable Exception> failure, Hiring hiring) {
        try (var worker = hiring.hire()) {
            for (int from = next.getAndAdd(batch); from < count; from = next.getAndAdd(batch)) {
                for (int item = from; item < Math.min(count, from + batch); item++) {
                    if (failure.get() != null) {
                        return;
                    }
                    if (Thread.interrupted()) {
                        throw new InterruptedException("Not wanted any more");
                    }
                    worker.perform(item);
                }
            }
            worker.finish();
        } catch (IOException | FileFault | InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    static void rethrow(@Nullable Exception failure) throws IOException, FileFault, InterruptedException {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case FileFault e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
    }
}
