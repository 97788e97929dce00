package dev.millrace.controller.trigger;

import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.tenant.Project;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What to run.
 *
 * @param project whose run it is
 * @param trust {@code protected}, {@code branch} or {@code fork}
 * @param cause who and what started it
 * @param parameters for the pipeline
 * @param environment variables for the pipeline
 * @param source where its files come from
 * @param file name of the pipeline file
 * @param definition the pipeline's text
 * @param idempotencyKey repeats of this key, per project, answer the same run
 * @param urgency when it is to begin
 */
public record TriggerRequest(
        Project project,
        String trust,
        Cause cause,
        Map<String, Object> parameters,
        Map<String, String> environment,
        RunSource source,
        String file,
        String definition,
        Optional<String> idempotencyKey,
        Urgency urgency) {
    /** As urgent as its project says. */
    public TriggerRequest(
            Project project,
            String trust,
            Cause cause,
            Map<String, Object> parameters,
            Map<String, String> environment,
            RunSource source,
            String file,
            String definition,
            Optional<String> idempotencyKey) {
        this(project, trust, cause, parameters, environment, source, file, definition, idempotencyKey, Urgency.USUAL);
    }

    /** The same with these parameters, and a quiet period. */
    TriggerRequest with(Map<String, Object> values, Duration quiet) {
        return new TriggerRequest(
                project,
                trust,
                cause,
                values,
                environment,
                source,
                file,
                definition,
                idempotencyKey,
                new Urgency(Optional.of(quiet), urgency.priority()));
    }
}
