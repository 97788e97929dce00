package dev.millrace.controller.run;

import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.trigger.TriggerRequest;
import dev.millrace.controller.trigger.Urgency;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs in their quiet period, by what triggered them: a second trigger of the same joins the first one's run. Known in memory alone: of runs that were
 * accepted by an earlier controller nobody is joined. Invariant: a run that was settled is joined by nobody. All its methods hold its lock, which
 * callers take too where they do more than one thing.
 */
final class QuietRuns {
    private final Map<Same, Quiet> bySame = new HashMap<>();
    private final Map<RunId, Same> byRun = new HashMap<>();

    /** Triggers that are equal in this are one. */
    private record Same(
            ProjectId project,
            String trust,
            Map<String, Object> parameters,
            Map<String, String> environment,
            RunSource source,
            String file,
            String definition,
            Urgency urgency) {
        static Same of(TriggerRequest request) {
            return new Same(
                    request.project().id(),
                    request.trust(),
                    request.parameters(),
                    request.environment(),
                    request.source(),
                    request.file(),
                    request.definition(),
                    request.urgency());
        }
    }

    /** A run, and until when others join it. */
    private record Quiet(Run run, Instant until) {}

    /** A run was made of this trigger. */
    synchronized void add(TriggerRequest request, Run run) {
        var same = Same.of(request);
        var before = bySame.put(
                same,
                new Quiet(
                        run,
                        run.acceptedAt().plus(request.urgency().quietPeriod().orElseThrow())));
        if (before != null) {
            byRun.remove(before.run().id());
        }
        byRun.put(run.id(), same);
    }

    /** The run that a trigger joins, with its cause beside the others; empty: it makes one of its own. */
    synchronized Optional<Run> join(TriggerRequest request, Instant now) {
        var same = Same.of(request);
        var quiet = bySame.get(same);
        if (quiet == null || !now.isBefore(quiet.until())) {
            return Optional.empty();
        }
        var joined = quiet.run().also(request.cause().fields());
        bySame.put(same, new Quiet(joined, quiet.until()));
        return Optional.of(joined);
    }

    /** Nobody joins a run any more. */
    synchronized void settle(RunId run) {
        var same = byRun.remove(run);
        if (same != null) {
            bySame.remove(same);
        }
    }
}
