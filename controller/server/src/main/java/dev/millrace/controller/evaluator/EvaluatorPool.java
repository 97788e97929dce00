package dev.millrace.controller.evaluator;

import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.Validate;
import dev.millrace.wire.proto.Validated;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluators: one per trust domain, one spare that no domain has touched, and some that run a single run which is suspected of ending them.
 * One that is used up, or was told of other steps than there are now, takes no more runs, and ends with the last of those that it has.
 * Safe for use by many threads.
 */
final class EvaluatorPool implements Evaluators, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorPool.class);
    /** A run that begins needs the processor more than the next domain a spare. */
    private static final Duration REFILL = Duration.ofSeconds(3);
    /** What has been started in the meantime needs it more than a spare that waits. */
    private static final Duration EXERCISE = Duration.ofSeconds(10);

    private final EvaluatorLauncher launcher;
    private final EvaluatorSettings settings;
    private final Supplier<Configure> configuration;
    private final Executor executor;
    private final Map<Domain, Evaluator> shared = new HashMap<>();
    private final Map<Evaluator, Configure> all = new HashMap<>();
    private @Nullable Evaluator spare;
    /** Of the spare. */
    private @Nullable Exercise exercise;

    private boolean closed;

    EvaluatorPool(
            EvaluatorLauncher launcher,
            EvaluatorSettings settings,
            Supplier<Configure> configuration,
            Executor executor) {
        this.launcher = launcher;
        this.settings = settings;
        this.configuration = configuration;
        this.executor = executor;
    }

    @Override
    public void warm() {
        executor.execute(this::ensureSpare);
    }

    @Override
    public int uncommittedLimit() {
        return settings.uncommittedLimit();
    }

    @Override
    public Evaluator of(Domain domain, boolean alone) throws IOException, InterruptedException {
        Evaluator chosen;
        var wanted = configuration.get();
        synchronized (this) {
            var known = alone ? null : shared.get(domain);
            if (known != null && usable(known, wanted)) {
                chosen = known;
            } else {
                chosen = spare != null && usable(spare, wanted) ? spare : launch(wanted);
                retire(known);
                retire(spare == chosen ? null : spare);
                spare = null;
                if (exercise != null) {
                    exercise.stop();
                    exercise = null;
                }
                if (!alone) {
                    shared.put(domain, chosen);
                }
                after(REFILL, this::ensureSpare);
                after(REFILL.plus(EXERCISE), this::exerciseSpare);
            }
        }
        awaitReady(chosen);
        return chosen;
    }

    private boolean usable(Evaluator evaluator, Configure wanted) {
        return evaluator.alive() && !evaluator.worn() && wanted.equals(all.get(evaluator));
    }

    private static void retire(@Nullable Evaluator evaluator) {
        if (evaluator != null) {
            evaluator.retire();
        }
    }

    @Override
    public Validated validate(Validate request) throws IOException, InterruptedException {
        var evaluator = of(Domain.LINT, false);
        try {
            return evaluator.validate(request).get(settings.hangTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("The pipeline could not be checked", e.getCause());
        } catch (TimeoutException e) {
            evaluator.kill("it did not answer in " + settings.hangTimeout());
            throw new IOException("Checking the pipeline took longer than " + settings.hangTimeout(), e);
        }
    }

    private void awaitReady(Evaluator evaluator) throws IOException, InterruptedException {
        try {
            evaluator.ready().get(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("An evaluator ended before it was ready", e.getCause());
        } catch (TimeoutException e) {
            evaluator.kill("it was not ready in " + settings.startTimeout());
            throw new IOException("An evaluator was not ready in " + settings.startTimeout(), e);
        }
    }

    private synchronized void ensureSpare() {
        if (settings.spares() > 0 && !closed && (spare == null || !spare.alive())) {
            try {
                spare = launch(configuration.get());
            } catch (IOException e) {
                LOG.atError().setCause(e).log("evaluator-does-not-start");
            }
        }
    }

    /** One that is there from the start has no exercise: who starts a controller and does nothing with it does not pay for it. */
    private synchronized void exerciseSpare() {
        var waiting = spare;
        if (exercise == null
                && waiting != null
                && waiting.alive()
                && waiting.ready().isDone()) {
            exercise = Exercise.begin(waiting, waiting.ready().join());
        }
    }

    private void after(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(task);
    }

    private synchronized Evaluator launch(Configure configure) throws IOException {
        if (closed) {
            throw new IOException("The controller stops");
        }
        var evaluator = new Evaluator(launcher.launch(), configure, settings.isolation());
        all.put(evaluator, configure);
        var _ = evaluator.gone().thenRunAsync(() -> forget(evaluator), executor);
        return evaluator;
    }

    @Override
    public synchronized boolean closed() {
        return closed;
    }

    private synchronized void forget(Evaluator evaluator) {
        all.remove(evaluator);
        shared.values().remove(evaluator);
    }

    @Override
    public void close() {
        List<Evaluator> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(all.keySet());
        }
        left.forEach(evaluator -> evaluator.kill("the controller stops"));
    }
}
