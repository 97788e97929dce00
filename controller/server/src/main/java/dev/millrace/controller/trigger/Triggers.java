package dev.millrace.controller.trigger;

import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Run.RunSource;
import dev.millrace.controller.tenant.Project;
import java.util.Map;
import java.util.Optional;

/** Starts runs. Safe for use by many threads. */
public interface Triggers {
    /**
     * Accepts a trigger: when this returns, the run is durable and will run. With an idempotency key that was used before, the earlier run is the
     * answer.
     */
    Run accept(Request request);

    /**
     * What to run.
     *
     * @param project whose run it is
     * @param trust {@code protected}, {@code branch} or {@code fork}
     * @param cause who and what started it; see {@link Run#cause}
     * @param parameters for the pipeline
     * @param environment variables for the pipeline
     * @param source where its files come from
     * @param file name of the pipeline file
     * @param definition the pipeline's text
     * @param idempotencyKey repeats of this key answer the same run
     */
    record Request(
            Project project,
            String trust,
            Map<String, String> cause,
            Map<String, Object> parameters,
            Map<String, String> environment,
            RunSource source,
            String file,
            String definition,
            Optional<String> idempotencyKey) {}
}
