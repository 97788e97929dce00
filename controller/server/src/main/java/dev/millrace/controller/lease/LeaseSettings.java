package dev.millrace.controller.lease;

import java.time.Duration;

/**
 * How long leases hold.
 *
 * @param lease from a heartbeat to the deadline when no other comes
 * @param heartbeat how often agents send one; at most a third of {@code lease}, so that one or two may get lost
 * @param acceptance from a grant to the deadline of an agent that does not answer it
 * @param margin for killing what is left after a deadline, before the job can be leased again
 */
public record LeaseSettings(Duration lease, Duration heartbeat, Duration acceptance, Duration margin) {
    /** 120 s, renewed every 10 s; 30 s for an answer; 5 s of margin. */
    public static final LeaseSettings USUAL = new LeaseSettings(
            Duration.ofSeconds(120), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5));

    public LeaseSettings {
        if (heartbeat.isNegative() || heartbeat.isZero() || lease.compareTo(heartbeat.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "A lease has room for three heartbeats: lease %s, heartbeat %s".formatted(lease, heartbeat));
        }
        if (acceptance.compareTo(heartbeat) < 0 || acceptance.compareTo(lease) > 0) {
            throw new IllegalArgumentException("Time for accepting is between heartbeat %s and lease %s, not %s"
                    .formatted(heartbeat, lease, acceptance));
        }
        if (margin.isNegative()) {
            throw new IllegalArgumentException("The margin is not below 0: " + margin);
        }
    }
}
