package dev.millrace.api.report;

import java.time.Duration;
import java.util.Optional;

/**
 * One test and how it ended.
 *
 * @param suite name of the suite or file it belongs to
 * @param group class name or path within the suite; may be empty
 * @param name of the test
 * @param outcome how it ended
 * @param duration how long it took; zero where unknown
 * @param message first words of a failure
 * @param details stack trace or diff of a failure
 */
public record TestCase(
        String suite,
        String group,
        String name,
        Outcome outcome,
        Duration duration,
        Optional<String> message,
        Optional<String> details) {
    /** How a test ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        ERROR,
        SKIPPED
    }
}
