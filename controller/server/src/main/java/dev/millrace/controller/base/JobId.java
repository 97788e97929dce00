package dev.millrace.controller.base;

/** A job: what one node block needs. */
public record JobId(long value) {
    public JobId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id (above 0): " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
