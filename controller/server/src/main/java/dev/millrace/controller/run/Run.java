package dev.millrace.controller.run;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.trigger.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run.
 *
 * @param id unique in the installation
 * @param organization that it belongs to
 * @param project that it belongs to
 * @param number counts the project's runs from 1
 * @param state where it stands
 * @param trust {@code protected}, {@code branch} or {@code fork}
 * @param cause who and what started it, the fields of a {@code Cause}: {@code kind} ({@code api}, {@code timer}, ...), {@code message} and more
 * @param parameters as given, and the defaults of those that the project knew
 * @param defaulted names of those that nobody gave
 * @param environment variables given by who started it
 * @param source where its files come from
 * @param file name of the pipeline file
 * @param definition the pipeline's text, a blob
 * @param attempt how often its program was begun, crashes of controller and evaluator included
 * @param refused validation refused the pipeline before anything ran
 * @param problems what was wrong with it; filled when it was refused, or could not go on
 * @param acceptedAt when it became durable
 * @param origin what it goes on from; empty: it is a first attempt
 * @param urgency when it is to begin, as who started it says
 * @param moreCauses of triggers that joined it in its quiet period, each like the first
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
        Set<String> defaulted,
        Map<String, String> environment,
        RunSource source,
        String file,
        Digest definition,
        int attempt,
        boolean refused,
        List<Problem> problems,
        Instant acceptedAt,
        Optional<RunOrigin> origin,
        Urgency urgency,
        List<Map<String, String>> moreCauses) {
    private static final Set<String> TRUSTS = Set.of("protected", "branch", "fork");

    public Run {
        cause = Map.copyOf(cause);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        defaulted = Set.copyOf(defaulted);
        environment = Map.copyOf(environment);
        problems = List.copyOf(problems);
        moreCauses = moreCauses.stream().map(Map::copyOf).toList();
        if (!TRUSTS.contains(trust)) {
            throw new IllegalArgumentException("Not a trust (protected, branch or fork): " + trust);
        }
        if (number < 1 || attempt < 0) {
            throw new IllegalArgumentException("Not a run's number and attempt: %d, %d".formatted(number, attempt));
        }
        if (refused && problems.isEmpty()) {
            throw new IllegalArgumentException("Run %s was refused without a problem".formatted(id));
        }
    }

    /** As urgent as its project says, and started once. */
    public Run(
            RunId id,
            OrganizationId organization,
            ProjectId project,
            long number,
            RunState state,
            String trust,
            Map<String, String> cause,
            Map<String, Object> parameters,
            Set<String> defaulted,
            Map<String, String> environment,
            RunSource source,
            String file,
            Digest definition,
            int attempt,
            boolean refused,
            List<Problem> problems,
            Instant acceptedAt,
            Optional<RunOrigin> origin) {
        this(
                id,
                organization,
                project,
                number,
                state,
                trust,
                cause,
                parameters,
                defaulted,
                environment,
                source,
                file,
                definition,
                attempt,
                refused,
                problems,
                acceptedAt,
                origin,
                Urgency.USUAL,
                List.of());
    }

    /** The same run after something happened to it. */
    public Run with(RunState next, int nextAttempt, boolean nextRefused, List<Problem> found) {
        return new Run(
                id,
                organization,
                project,
                number,
                next,
                trust,
                cause,
                parameters,
                defaulted,
                environment,
                source,
                file,
                definition,
                nextAttempt,
                nextRefused,
                found,
                acceptedAt,
                origin,
                urgency,
                moreCauses);
    }

    /** The same run that somebody else wants too. */
    public Run also(Map<String, String> another) {
        var more = new ArrayList<>(moreCauses);
        more.add(another);
        return new Run(
                id,
                organization,
                project,
                number,
                state,
                trust,
                cause,
                parameters,
                defaulted,
                environment,
                source,
                file,
                definition,
                attempt,
                refused,
                problems,
                acceptedAt,
                origin,
                urgency,
                more);
    }

    /** All its causes, the first one first. */
    public List<Map<String, String>> causes() {
        return Stream.concat(Stream.of(cause), moreCauses.stream()).toList();
    }

    /** Which attempt it is, from 1. */
    public int attemptNumber() {
        return origin.map(RunOrigin::attempt).orElse(1);
    }

    /** Its pipeline is not the one that it was started with. */
    public boolean edited() {
        return origin.map(RunOrigin::edited).orElse(false);
    }

    /** The attempt that was the first. */
    public RunId first() {
        return origin.map(RunOrigin::first).orElse(id);
    }
}
