package dev.millrace.agent.link;

import java.util.function.DoubleSupplier;

/** Waits between attempts: doubling up to a limit, each drawn between half and all of it, so that agents do not return in one wave. */
final class Backoff {
    private static final long FIRST = 200;
    private static final long LIMIT = 10_000;

    private final DoubleSupplier random;
    private long next = FIRST;

    /** @param random from 0 to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** Milliseconds to wait now. */
    long next() {
        long wait = (long) (next * (0.5 + random.getAsDouble() / 2));
        next = Math.min(LIMIT, next * 2);
        return wait;
    }

    /** It worked: begin again with short waits. */
    void reset() {
        next = FIRST;
    }
}
