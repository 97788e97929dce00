package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.LockOwner;
import java.util.List;

/**
 * What was decided, in order.
 *
 * @param assignments each is taken as done: the job runs
 * @param evictions jobs that are to end
 * @param locked {@code lock} steps that waited and hold their locks now
 */
public record Decisions(List<Assignment> assignments, List<Eviction> evictions, List<LockOwner.OfStep> locked) {
    public Decisions {
        assignments = List.copyOf(assignments);
        evictions = List.copyOf(evictions);
        locked = List.copyOf(locked);
    }
}
