package dev.millrace.api.step;

/**
 * A step failed. The message is for people: what was tried, what was found, what to do.
 *
 * <p>{@link #reason} is for programs: a stable word such as {@code exit-code} or {@code no-such-file}.
 */
public class StepException extends Exception {
    private final String reason;
    private final RunResult result;

    /** A failure that makes the run fail if nobody catches it. */
    public StepException(String reason, String message) {
        this(reason, message, RunResult.FAILURE);
    }

    /** A failure that gives the run this result if nobody catches it. */
    public StepException(String reason, String message, RunResult result) {
        super(message);
        this.reason = reason;
        this.result = result;
    }

    /** A stable word for programs. */
    public String reason() {
        return reason;
    }

    /** What the run becomes if nobody catches this. */
    public RunResult result() {
        return result;
    }
}
