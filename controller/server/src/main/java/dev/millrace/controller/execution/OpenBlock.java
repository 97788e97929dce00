package dev.millrace.controller.execution;

import dev.millrace.controller.run.StageFacts;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * A block that the program is in.
 *
 * @param step its id
 * @param name of the step
 * @param parent step id of the block around it; 0 at the top
 * @param asked how it was asked for; empty where it was noted
 * @param outcome how it was opened; empty where it was noted
 * @param openedAt when
 * @param stage what people see of it; empty where it is neither stage nor branch
 */
record OpenBlock(
        int step,
        String name,
        int parent,
        Optional<Asked> asked,
        Optional<Outcome> outcome,
        Instant openedAt,
        Optional<StageFacts> stage) {
    /** The same block, with what it has in another attempt. */
    OpenBlock openedAgain(Outcome opened) {
        return new OpenBlock(step, name, parent, asked, Optional.of(opened), openedAt, stage);
    }
}
