package dev.millrace.controller.schedule;

import java.time.Duration;
import java.util.Set;

/**
 * How the scheduler decides where people may differ.
 *
 * @param ageing after so long a waiting job is overdue
 * @param turn of so many jobs that start on a pool one is overdue, whatever its priority and share: organizations in turn, of each the oldest
 * @param packed labels of agents that are filled one after the other, so that the rest can be switched off; others share the work evenly
 */
public record Policy(Duration ageing, int turn, Set<String> packed) {
    /** Overdue after half an hour, one of 32, even everywhere. */
    public static final Policy USUAL = new Policy(Duration.ofMinutes(30), 32, Set.of());

    public Policy {
        if (ageing.isNegative() || turn < 2) {
            throw new IllegalArgumentException(
                    "Not a policy: ageing %s (not below 0), turn %d (2 or more)".formatted(ageing, turn));
        }
        packed = Set.copyOf(packed);
    }
}
