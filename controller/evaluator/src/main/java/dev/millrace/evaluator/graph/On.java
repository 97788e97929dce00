package dev.millrace.evaluator.graph;

/** With what end of a needed stage the one that needs it goes on; with another it is skipped. */
public enum On {
    /** It ended well, or was skipped by its own {@code when}. */
    SUCCESS,
    /** It failed, was aborted, or was skipped because something that it needs failed. */
    FAILURE,
    /** However it ended. */
    ALWAYS;

    boolean holds(End end) {
        return switch (this) {
            case SUCCESS -> end != End.FAILED;
            case FAILURE -> end == End.FAILED;
            case ALWAYS -> true;
        };
    }
}
