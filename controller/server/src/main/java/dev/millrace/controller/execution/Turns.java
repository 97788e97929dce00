package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.execution.WaitingRuns.WaitingRun;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.controller.tenant.ProjectProperties.Concurrency;
import dev.millrace.controller.tenant.Rate;
import dev.millrace.controller.tenant.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is where a pipeline says when its runs begin: one after the other, after a quiet period, so often in a time. Safe for use by many
 * threads.
 */
final class Turns {
    private static final int LOOKED_AT = 200;

    private final Settings settings;
    private final Runs runs;
    private final Rates rates;
    private final Map<RunId, WaitingRun> held = new ConcurrentHashMap<>();
    private volatile @Nullable Executions executions;

    Turns(Settings settings, Runs runs) {
        this.settings = settings;
        this.runs = runs;
        this.rates = new Rates(runs);
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
        return run.origin().isPresent()
                ? Instant.EPOCH
                : run.acceptedAt()
                        .plus(run.urgency()
                                .quietPeriod()
                                .orElseGet(() -> properties(run).quietPeriod()));
    }

    /** How often its branch begins runs; empty: as it likes, or this run need not care. */
    Optional<Rate> rate(Run run) {
        return properties(run).rate().filter(rate -> !Rates.free(run, rate));
    }

    /** When the rate of its branch lets a run begin. */
    Rates rates() {
        return rates;
    }

    /** A run begins: where its branch has a rate, the next one counts from now. */
    void begun(Run run, Instant now) {
        if (properties(run).rate().isPresent()) {
            rates.begun(run, now);
        }
    }

    private ProjectProperties properties(Run run) {
        var series = Series.of(run);
        return settings.of(series.project(), series.branch());
    }

    /** Runs that are held back, in no order. */
    Map<RunId, WaitingRun> held() {
        return held;
    }

    /** A run that another one waits for, and the option that says so. */
    record Before(Run run, String option) {}

    /** The run that this one waits for; empty: it begins. Runs that have to make room are told. */
    Optional<Before> before(Run run) {
        var series = Series.of(run);
        var said = properties(run);
        var concurrency = said.concurrency();
        var same = said.oneAtATimeBy();
        if (concurrency == Concurrency.TOGETHER && same.isEmpty()) {
            return Optional.empty();
        }
        var unfinished = runs.ofSeries(series, run.number(), LOOKED_AT).stream()
                .filter(one -> !(one.state() instanceof Finished))
                .toList();
        return switch (turn(concurrency, unfinished)) {
            case Turn.Begin() ->
                same.flatMap(names -> unfinished.stream()
                                .filter(one -> alike(one, run, names))
                                .findFirst())
                        .map(one -> new Before(one, "throttleJobProperty(limitOneJobWithMatchingParams: true)"));
            case Turn.Wait(var before) -> Optional.of(new Before(before, "disableConcurrentBuilds"));
            case Turn.Abort(var before) -> {
                before.forEach(one -> abort(one.id(), run.number()));
                yield Optional.of(new Before(before.getFirst(), "disableConcurrentBuilds"));
            }
        };
    }

    /** They have the same values of these parameters; of all where none is named. */
    static boolean alike(Run one, Run other, Set<String> names) {
        return names.isEmpty()
                ? one.parameters().equals(other.parameters())
                : names.stream()
                        .allMatch(name -> Objects.equals(
                                one.parameters().get(name), other.parameters().get(name)));
    }

    private void abort(RunId run, long by) {
        var told = executions;
        if (told != null) {
            told.supersede(run, "Aborted by #%d: disableConcurrentBuilds(abortPrevious: true)".formatted(by));
        }
    }
}
