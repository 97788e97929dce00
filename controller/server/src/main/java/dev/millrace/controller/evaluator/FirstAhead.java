package dev.millrace.controller.evaluator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A launcher that starts its first evaluator before anybody asks: a process takes as long to start as the rest of a controller, and needs nothing of it
 * for that. Safe for use by many threads.
 */
public final class FirstAhead implements EvaluatorLauncher, AutoCloseable {
    private final EvaluatorLauncher launcher;
    private final AtomicReference<@Nullable FutureTask<Started>> first;

    private FirstAhead(EvaluatorLauncher launcher, FutureTask<Started> first) {
        this.launcher = launcher;
        this.first = new AtomicReference<>(first);
    }

    /** Begins to start it. Where that fails, who asks first hears why. */
    static FirstAhead begin(EvaluatorLauncher launcher, Executor executor) {
        var first = new FutureTask<>(launcher::launch);
        executor.execute(first);
        return new FirstAhead(launcher, first);
    }

    @Override
    public Started launch() throws IOException {
        var ahead = first.getAndSet(null);
        return ahead == null ? launcher.launch() : outcome(ahead);
    }

    private static Started outcome(FutureTask<Started> ahead) throws IOException {
        try {
            return ahead.get();
        } catch (ExecutionException e) {
            throw new IOException("An evaluator cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The controller stops");
        }
    }

    /** Ends the one that nobody asked for. */
    @Override
    public void close() {
        var unused = first.getAndSet(null);
        if (unused != null) {
            try {
                outcome(unused).kill();
            } catch (IOException e) {
                // there is none
            }
        }
    }
}
