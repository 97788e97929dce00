package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.tenant.Rate;
import dev.millrace.controller.trigger.Cause;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Branches whose runs begin only so often. When the newest one began is known from the rows of runs, so that a controller that was started again holds
 * them back as the one before did. Safe for use by many threads; whom it tells is told outside of its lock.
 */
final class Rates {
    private static final int LOOKED_AT = 200;
    private static final int REMEMBERED = 10_000;

    private final Runs runs;
    private final Map<Series, RateLine> lines = new HashMap<>();

    Rates(Runs runs) {
        this.runs = runs;
    }

    /** Another attempt of a run, and one that somebody started where that is allowed, does not wait. */
    static boolean free(Run run, Rate rate) {
        return run.origin().isPresent() || (rate.userBoost() && Cause.of(run.cause()) instanceof Cause.User);
    }

    /**
     * When a run may begin, at {@code now} or before: it may. It stands in line until it has begun or left.
     *
     * @param changed hears that it may be earlier
     */
    synchronized Instant join(Run run, Rate rate, Instant now, Runnable changed) {
        return line(Series.of(run)).join(run.id(), rate.interval(), now, changed);
    }

    /** A run begins. */
    synchronized void begun(Run run, Instant now) {
        line(Series.of(run)).begun(run.id(), now);
    }

    /** A run that stood in line does not want to begin any more; where it did not stand there nothing happens. */
    void leave(Series series, RunId run) {
        List<Runnable> behind;
        synchronized (this) {
            var line = lines.get(series);
            behind = line == null ? List.of() : line.leave(run);
        }
        behind.forEach(Runnable::run);
    }

    private RateLine line(Series series) {
        var known = lines.get(series);
        if (known != null) {
            return known;
        }
        if (lines.size() >= REMEMBERED) {
            lines.values().removeIf(RateLine::empty);
        }
        var made = new RateLine(newest(series));
        lines.put(series, made);
        return made;
    }

    /** When the newest run of a branch began: those that wait may be many. */
    private Instant newest(Series series) {
        var below = Long.MAX_VALUE;
        while (true) {
            var looked = runs.ofSeries(series, below, LOOKED_AT);
            var newest = looked.stream()
                    .filter(run -> run.attempt() > 0)
                    .flatMap(run -> run.state().begunAt().stream())
                    .max(Instant::compareTo);
            if (newest.isPresent() || looked.size() < LOOKED_AT) {
                return newest.orElse(Instant.EPOCH);
            }
            below = looked.getLast().number();
        }
    }
}
