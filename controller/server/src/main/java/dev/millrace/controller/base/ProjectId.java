package dev.millrace.controller.base;

/** A project. */
public record ProjectId(long value) {
    public ProjectId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id (above 0): " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
