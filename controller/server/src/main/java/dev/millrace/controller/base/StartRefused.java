package dev.millrace.controller.base;

/**
 * The controller cannot start as things are: a data directory in use, a port that is taken, a database that cannot be reached. The message says in
 * one line what was found; {@link #hint} what to do. Nothing was changed.
 */
public final class StartRefused extends RuntimeException {
    private final String hint;

    /** With what was found and what to do. */
    public StartRefused(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** With the fault behind it. */
    public StartRefused(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What to do, in one line. */
    public String hint() {
        return hint;
    }
}
