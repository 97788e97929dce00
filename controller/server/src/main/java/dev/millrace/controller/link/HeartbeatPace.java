package dev.millrace.controller.link;

import java.time.Duration;

/**
 * How soon an agent's next heartbeat is wanted. One that holds leases keeps the usual pace, since heartbeats renew them; of the idle ones the
 * controller hears so many a second, however many they are. Pure.
 */
final class HeartbeatPace {
    private static final int IDLE_PER_SECOND = 250;

    private final Duration usual;
    private final Duration longest;

    /**
     * @param usual of agents with leases, and of all in a small fleet
     * @param longest of an idle agent; what is offered to one that is gone waits no longer than a few of these
     */
    HeartbeatPace(Duration usual, Duration longest) {
        this.usual = usual;
        this.longest = longest.compareTo(usual) < 0 ? usual : longest;
    }

    /** For an agent that now holds so many leases, in a fleet of so many that are connected. */
    Duration next(int leases, int connected) {
        if (leases > 0) {
            return usual;
        }
        var spread = Duration.ofMillis(1_000L * connected / IDLE_PER_SECOND);
        if (spread.compareTo(usual) <= 0) {
            return usual;
        }
        return spread.compareTo(longest) < 0 ? spread : longest;
    }
}
