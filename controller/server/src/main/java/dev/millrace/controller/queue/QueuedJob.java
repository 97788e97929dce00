package dev.millrace.controller.queue;

import dev.millrace.controller.base.JobId;
import java.time.Instant;

/**
 * A job in the queue. The natural order is that of jobs of one project: priority, then what came back from an agent that did not begin it, then
 * age.
 *
 * @param id of the job
 * @param owner whose it is
 * @param labels where it can run
 * @param priority larger goes first
 * @param returned it was leased and came back: it goes in front of its priority
 * @param asked since when it waits
 * @param needs what else it needs
 */
public record QueuedJob(
        JobId id, JobOwner owner, LabelExpression labels, int priority, boolean returned, Instant asked, Needs needs)
        implements Comparable<QueuedJob> {
    /** Since when it could have started, for all that it asked for itself. */
    public Instant since() {
        return needs.notBefore().isAfter(asked) ? needs.notBefore() : asked;
    }

    @Override
    public int compareTo(QueuedJob other) {
        if (priority != other.priority) {
            return priority > other.priority ? -1 : 1;
        }
        if (returned != other.returned) {
            return returned ? -1 : 1;
        }
        int byAge = asked.compareTo(other.asked);
        return byAge != 0 ? byAge : Long.compare(id.value(), other.id.value());
    }
}
