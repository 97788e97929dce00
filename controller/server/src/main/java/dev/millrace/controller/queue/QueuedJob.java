package dev.millrace.controller.queue;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import java.time.Instant;
import java.util.Comparator;

/**
 * A job's place in the queue. The natural order is the order in which jobs are served: priority, then what came back from an agent that did not
 * begin it, then age.
 *
 * @param id of the job
 * @param organization that pays
 * @param labels where it can run
 * @param priority larger goes first
 * @param returned it was leased and came back: it goes in front of its priority
 * @param asked since when it waits
 */
public record QueuedJob(
        JobId id, OrganizationId organization, LabelExpression labels, int priority, boolean returned, Instant asked)
        implements Comparable<QueuedJob> {
    private static final Comparator<QueuedJob> ORDER = Comparator.comparingInt(QueuedJob::priority)
            .reversed()
            .thenComparing(job -> !job.returned)
            .thenComparing(QueuedJob::asked)
            .thenComparingLong(job -> job.id.value());

    @Override
    public int compareTo(QueuedJob other) {
        return ORDER.compare(this, other);
    }
}
