package dev.millrace.controller.base;

import java.util.List;

/** The caller asked for something that cannot be. Nothing was changed; trying the same again cannot help. */
public final class UserError extends RuntimeException {
    /** What the caller could do about it. */
    public enum Kind {
        INVALID,
        NOT_FOUND,
        CONFLICT,
        FORBIDDEN
    }

    private final Kind kind;
    private final String hint;
    private final List<Problem> problems;

    /** With what was found and what to do. */
    public UserError(Kind kind, String message, String hint) {
        this(kind, message, hint, List.of());
    }

    /** With the single mistakes. */
    public UserError(Kind kind, String message, String hint, List<Problem> problems) {
        super(message);
        this.kind = kind;
        this.hint = hint;
        this.problems = List.copyOf(problems);
    }

    /** What sort of mistake it is. */
    public Kind kind() {
        return kind;
    }

    /** What to do; may be empty. */
    public String hint() {
        return hint;
    }

    /** The single mistakes; may be empty. */
    public List<Problem> problems() {
        return problems;
    }
}
