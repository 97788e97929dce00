package dev.millrace.controller.base;

/** A person or a service. */
public record PrincipalId(long value) {
    public PrincipalId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id (above 0): " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
