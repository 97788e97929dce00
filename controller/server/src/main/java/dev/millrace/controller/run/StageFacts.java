package dev.millrace.controller.run;

import java.time.Instant;
import java.util.Optional;

/**
 * A stage or a branch of {@code parallel}, as it ran.
 *
 * @param step its step in the run
 * @param parent step of the stage or branch around it; 0 at the top
 * @param kind {@code stage} or {@code branch}
 * @param name as the pipeline names it
 * @param result empty while it runs
 * @param startedAt when it was entered
 * @param finishedAt empty while it runs
 */
public record StageFacts(
        int step,
        int parent,
        String kind,
        String name,
        Optional<RunResult> result,
        Instant startedAt,
        Optional<Instant> finishedAt) {}
