package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Restarts.GapStep;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.Runs;
import java.util.List;
import java.util.stream.Collectors;

/** Which runs another attempt can go on from. */
final class PastRuns {
    private static final int NAMED = 5;

    private final Runs runs;

    PastRuns(Runs runs) {
        this.runs = runs;
    }

    /** A run that ended and of which something ran; a {@link UserError} says why it is none. */
    Run ended(RunId id) {
        var run = runs.find(id).orElseThrow(() -> new UserError(UserError.Kind.NOT_FOUND, "There is no run " + id, ""));
        if (!(run.state() instanceof Finished)) {
            throw new UserError(
                    UserError.Kind.CONFLICT, "Run %s goes on".formatted(id), "Wait for its end, or abort it first");
        }
        if (run.refused()) {
            throw new UserError(
                    UserError.Kind.CONFLICT,
                    "Run %s was refused before anything ran".formatted(id),
                    "Mend the pipeline and start a new run");
        }
        return run;
    }

    /** Steps that came after a workspace's last snapshot stand in the way. */
    static UserError gap(String place, List<GapStep> gap, String hint) {
        return new UserError(
                UserError.Kind.CONFLICT,
                "The workspace is not known as it was at %s: %s came after its last snapshot"
                        .formatted(place, words(gap)),
                hint);
    }

    private static String words(List<GapStep> gap) {
        var named = gap.stream()
                .limit(NAMED)
                .map(step -> "%s (step %d%s)"
                        .formatted(step.name(), step.step(), step.line() > 0 ? ", line " + step.line() : ""))
                .collect(Collectors.joining(", "));
        return gap.size() > NAMED ? named + " and %d more".formatted(gap.size() - NAMED) : named;
    }
}
