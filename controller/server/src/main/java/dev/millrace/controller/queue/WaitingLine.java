package dev.millrace.controller.queue;

import java.util.Iterator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Jobs that wait for the same labels, in order. All that an agent can do for one it can do for each, so that only the first needs to be looked at.
 * For one thread at a time.
 */
public final class WaitingLine implements Iterable<QueuedJob> {
    private final LabelExpression labels;
    private final TreeSet<QueuedJob> jobs = new TreeSet<>();

    /** An empty line. */
    public WaitingLine(LabelExpression labels) {
        this.labels = labels;
    }

    /** What all jobs of the line ask for. */
    public LabelExpression labels() {
        return labels;
    }

    /** Adds a job at its place. */
    public void add(QueuedJob job) {
        if (!job.labels().equals(labels)) {
            throw new IllegalArgumentException("Job %s asks for '%s' and does not belong to the line of '%s'"
                    .formatted(job.id(), job.labels(), labels));
        }
        jobs.add(job);
    }

    /** Takes a job out; false where it was not in. */
    public boolean remove(QueuedJob job) {
        return jobs.remove(job);
    }

    /** The job to serve first. */
    public Optional<QueuedJob> first() {
        return jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.first());
    }

    /** How many wait. */
    public int size() {
        return jobs.size();
    }

    /** In the order of service. */
    @Override
    public Iterator<QueuedJob> iterator() {
        return jobs.iterator();
    }
}
