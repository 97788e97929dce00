package dev.millrace.controller.base;

/** A run. */
public record RunId(long value) {
    public RunId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id (above 0): " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
