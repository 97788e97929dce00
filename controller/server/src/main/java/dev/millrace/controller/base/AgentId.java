package dev.millrace.controller.base;

/** An agent. */
public record AgentId(long value) {
    public AgentId {
        if (value <= 0) {
            throw new IllegalArgumentException("Not an id (above 0): " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
