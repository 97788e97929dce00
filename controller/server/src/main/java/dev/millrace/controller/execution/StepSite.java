package dev.millrace.controller.execution;

import dev.millrace.api.step.RunFacts;
import dev.millrace.controller.run.Run;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.StepContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A step that was asked for, and what surrounds it.
 *
 * @param run of which run
 * @param facts of the run, as plugins see them
 * @param environment of the whole run
 * @param asked the step with its arguments
 * @param askedAt when
 * @param context directory and variables
 * @param node innermost node; empty: none
 * @param timestamps each line that it says begins with the time
 * @param again it was begun before, by a controller that is gone
 * @param conclude takes the outcome
 */
record StepSite(
        Run run,
        RunFacts facts,
        Map<String, String> environment,
        Asked asked,
        Instant askedAt,
        StepContext context,
        Optional<NodeBlock> node,
        boolean timestamps,
        boolean again,
        Consumer<Outcome> conclude) {
    int step() {
        return asked.getStep();
    }
}
