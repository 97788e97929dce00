package dev.millrace.controller.link;

import java.time.Duration;

/**
 * When a connection was last heard, and how long it may be silent. Times are given, in nanoseconds of one clock. The event loop notes what it hears,
 * the session what it allows, and {@link Silences} looks.
 */
final class Liveness {
    /** An agent that misses so many heartbeats is away. */
    private static final int MISSED_HEARTBEATS = 3;

    private final long leastNanos;
    private volatile long heardAt;
    private volatile long patienceNanos;

    /** Heard now, and silent for {@code least} at most until a longer time between heartbeats is allowed. */
    Liveness(Duration least, long now) {
        leastNanos = least.toNanos();
        patienceNanos = leastNanos;
        heardAt = now;
    }

    void heard(long now) {
        heardAt = now;
    }

    /** The next heartbeat is asked for after so long. */
    void expect(Duration heartbeat) {
        patienceNanos =
                Math.max(leastNanos, heartbeat.multipliedBy(MISSED_HEARTBEATS).toNanos());
    }

    /** Something was sent that is answered within the time between usual heartbeats, however long the agent may have been silent otherwise. */
    void ask(Duration heartbeat, long now) {
        heardAt = now;
        expect(heartbeat);
    }

    boolean isSilent(long now) {
        return now - heardAt > patienceNanos;
    }
}
