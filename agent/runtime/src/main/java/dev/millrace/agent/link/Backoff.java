package dev.millrace.agent.link;

import java.util.function.DoubleSupplier;

/**
 * Waits between attempts: each is at most a quarter longer than the one before, up to a limit, and drawn between half and all of that, so that agents do
 * not return in one wave. All of them together are about three times the next one: a controller that was away for some time waits for its agents for
 * about a third of that at most.
 */
final class Backoff {
    private static final long FIRST = 200;
    private static final long LIMIT = 10_000;
    private static final double GROWTH = 1.25;

    private final DoubleSupplier random;
    private double next = FIRST;

    /** @param random from 0 to 1 */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** Milliseconds to wait now. */
    long next() {
        long wait = (long) (next * (0.5 + random.getAsDouble() / 2));
        next = Math.min(LIMIT, next * GROWTH);
        return wait;
    }

    /** It worked: begin again with short waits. */
    void reset() {
        next = FIRST;
    }
}
