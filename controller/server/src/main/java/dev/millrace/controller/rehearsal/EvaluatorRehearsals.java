package dev.millrace.controller.rehearsal;

import dev.millrace.controller.execution.Programs;
import dev.millrace.controller.execution.Programs.Script;
import dev.millrace.controller.execution.StepCatalog;
import dev.millrace.controller.run.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Dry runs in evaluators: a few at a time, and again, alone, where another one took the process of a first try along. */
final class EvaluatorRehearsals implements Rehearsals {
    private static final int AT_ONCE = 8;
    private static final int TRIES = 2;

    private final Programs programs;
    private final StepCatalog catalog;
    private final Uploads uploads;
    private final InstantSource clock;
    private final Bounds bounds;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    EvaluatorRehearsals(Programs programs, StepCatalog catalog, Uploads uploads, InstantSource clock, Bounds bounds) {
        this.programs = programs;
        this.catalog = catalog;
        this.uploads = uploads;
        this.clock = clock;
        this.bounds = bounds;
    }

    @Override
    public Rehearsed rehearse(Request request) throws InterruptedException {
        places.acquire();
        try {
            var why = "";
            for (var tried = 0; tried < TRIES; tried++) {
                var rehearsal = begin(request, tried > 0);
                var first = CompletableFuture.anyOf(rehearsal.done(), rehearsal.gone());
                try {
                    first.get(bounds.time().toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    rehearsal.stop("It did not end in %d s: it computes for very long, or for ever"
                            .formatted(bounds.time().toSeconds()));
                }
                if (rehearsal.done().isDone()) {
                    return rehearsal.done().join();
                }
                why = rehearsal.gone().join();
            }
            return new Rehearsed(
                    End.STOPPED,
                    "The process that ran it ended %d times: %s".formatted(TRIES, why),
                    RunResult.FAILURE,
                    List.of(),
                    0,
                    List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A dry run broke", e.getCause());
        } finally {
            places.release();
        }
    }

    private Rehearsal begin(Request request, boolean alone) throws IOException, InterruptedException {
        var source = SimulatedSource.of(request.tree(), request.facts());
        var files = new SimulatedFiles(uploads, bounds.files());
        if (request.tree().isPresent()) {
            files.unpack(request.tree().get(), "");
        }
        var surroundings = new Surroundings(request.project(), source, files, clock.instant());
        var made = new AtomicReference<Rehearsal>();
        programs.perform(script(request, source), alone, performance -> {
            var rehearsal = new Rehearsal(
                    performance,
                    new Simulations(programs, catalog, surroundings),
                    new Listing(new CallWords(catalog), bounds.listing()),
                    bounds);
            made.set(rehearsal);
            return rehearsal;
        });
        return made.get();
    }

    private Script script(Request request, SimulatedSource source) {
        return new Script(
                request.organization(),
                "branch",
                request.project(),
                request.file(),
                request.source(),
                source.scm(),
                request.libraries(),
                source.facts(),
                request.parameters(),
                request.environment(),
                clock.instant());
    }
}
