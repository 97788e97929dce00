package dev.millrace.controller.run;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.source.RunSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run.
 *
 * @param id unique in the installation
 * @param organization that it belongs to
 * @param project that it belongs to
 * @param number counts the project's runs from 1
 * @param state where it stands
 * @param trust {@code protected}, {@code branch} or {@code fork}
 * @param cause who and what started it: {@code kind} ({@code manual}, {@code api}, ...), {@code by}, {@code message}
 * @param parameters as given
 * @param environment variables given by who started it
 * @param source where its files come from
 * @param file name of the pipeline file
 * @param definition the pipeline's text, a blob
 * @param attempt how often its program was begun
 * @param problems what was wrong with it; filled when it was refused or diverged
 * @param acceptedAt when it became durable
 */
public record Run(
        RunId id,
        OrganizationId organization,
        ProjectId project,
        long number,
        RunState state,
        String trust,
        Map<String, String> cause,
        Map<String, Object> parameters,
        Map<String, String> environment,
        RunSource source,
        String file,
        Digest definition,
        int attempt,
        List<Problem> problems,
        Instant acceptedAt) {}
