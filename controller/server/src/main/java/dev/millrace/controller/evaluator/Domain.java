package dev.millrace.controller.evaluator;

/**
 * Runs that may share a process.
 *
 * @param organization its id; 0: no run at all
 * @param trust {@code protected}, {@code branch}, {@code fork}
 */
public record Domain(long organization, String trust) {
    /** Sources that are only checked. */
    static final Domain LINT = new Domain(0, "fork");
}
