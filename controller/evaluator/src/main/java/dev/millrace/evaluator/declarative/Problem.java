package dev.millrace.evaluator.declarative;

/**
 * What somebody got wrong.
 *
 * @param line from 1
 * @param column from 1
 * @param message what it is
 * @param hint what to do; may be empty
 * @param fatal the pipeline cannot run; else it runs until it comes to this
 */
public record Problem(int line, int column, String message, String hint, boolean fatal) {
    /** One that keeps the pipeline from running. */
    public Problem(int line, int column, String message, String hint) {
        this(line, column, message, hint, true);
    }
}
