package dev.millrace.controller.base;

/** An organization. */
public record OrganizationId(long value) {
    public OrganizationId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id (above 0): " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
