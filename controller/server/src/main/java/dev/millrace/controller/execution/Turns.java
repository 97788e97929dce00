package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.controller.tenant.ProjectProperties.Concurrency;
import dev.millrace.controller.tenant.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose turn it is where a pipeline has {@code disableConcurrentBuilds()}: the runs of a branch go one after the other. Safe for use by many threads. */
final class Turns {
    private static final int LOOKED_AT = 200;

    private final Settings settings;
    private final Runs runs;
    private volatile @Nullable Executions executions;

    Turns(Settings settings, Runs runs) {
        this.settings = settings;
        this.runs = runs;
    }

    Settings settings() {
        return settings;
    }

    /** Whom to tell that a run has to make room. */
    void connect(Executions to) {
        executions = to;
    }

    /** What a run has to do before it begins. */
    sealed interface Turn {
        /** Nothing. */
        record Begin() implements Turn {}

        /** Wait for the end of a run, and ask again. */
        record Wait(Run before) implements Turn {}

        /** Have these aborted, and wait for the end of the first of them. */
        record Abort(List<Run> before) implements Turn {}
    }

    /** The rule; {@code before} are runs of the series that are not over, newest first. */
    static Turn turn(Concurrency concurrency, List<Run> before) {
        if (before.isEmpty()) {
            return new Turn.Begin();
        }
        return switch (concurrency) {
            case TOGETHER -> new Turn.Begin();
            case WAIT -> new Turn.Wait(before.getFirst());
            case ABORT_PREVIOUS -> new Turn.Abort(before);
        };
    }

    /** What a pipeline says of its project holds for the runs after it. Of a fork whose branch is not known nothing is kept: it would be said of everybody's. */
    void said(Run run, ProjectProperties properties, RunRecorder recorder) {
        var series = Series.of(run);
        if (!run.trust().equals("fork") || !series.branch().isEmpty()) {
            recorder.row(settings.change(series.project(), series.branch(), run.number(), properties));
            recorder.afterCommit(() -> settings.changed(series.project(), series.branch()));
        }
    }

    /** Before when a run does not begin; in the past where it has no quiet period, or is another attempt. */
    Instant quietUntil(Run run) {
        var series = Series.of(run);
        return run.origin().isPresent()
                ? Instant.EPOCH
                : run.acceptedAt()
                        .plus(settings.of(series.project(), series.branch()).quietPeriod());
    }

    /** The run that this one waits for; empty: it begins. Runs that have to make room are told. */
    Optional<Run> before(Run run) {
        var series = Series.of(run);
        var concurrency = settings.of(series.project(), series.branch()).concurrency();
        if (concurrency == Concurrency.TOGETHER) {
            return Optional.empty();
        }
        var unfinished = runs.ofSeries(series, run.number(), LOOKED_AT).stream()
                .filter(one -> !(one.state() instanceof Finished))
                .toList();
        return switch (turn(concurrency, unfinished)) {
            case Turn.Begin() -> Optional.empty();
            case Turn.Wait(var before) -> Optional.of(before);
            case Turn.Abort(var before) -> {
                before.forEach(one -> abort(one.id(), run.number()));
                yield Optional.of(before.getFirst());
            }
        };
    }

    private void abort(RunId run, long by) {
        var told = executions;
        if (told != null) {
            told.supersede(run, "Aborted by #%d: disableConcurrentBuilds(abortPrevious: true)".formatted(by));
        }
    }
}
