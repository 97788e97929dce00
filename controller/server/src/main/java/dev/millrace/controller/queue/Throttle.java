package dev.millrace.controller.queue;

/**
 * At most so many jobs of a kind at a time. It counts the jobs that name the same category, within their organization; each is held to its own
 * limits.
 *
 * @param category of the organization; empty: the job's project
 * @param most jobs at a time on all agents; 0: any number
 * @param mostPerAgent jobs at a time on one agent; 0: any number
 */
public record Throttle(String category, int most, int mostPerAgent) {
    public Throttle {
        if (most < 0 || mostPerAgent < 0) {
            throw new IllegalArgumentException(
                    "Below 0: a throttle of %d and %d per agent".formatted(most, mostPerAgent));
        }
    }
}
