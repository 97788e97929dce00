package dev.millrace.controller.queue;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The job rows. Writes are made here and committed by who has more to commit with them. Safe for use by many threads. */
public interface JobLedger {
    /** On this database; its epoch marks the rows. */
    static JobLedger on(Database database) {
        return new JobTable(database);
    }

    /** A new job that waits. Where the step has one already, nothing changes. */
    Write<?> enqueued(JobRequest request);

    /** It waits again. */
    Write<?> queued(JobId job, int attempt);

    /** It has a lease. */
    Write<?> leased(JobId job, int attempt);

    /** It is over. */
    Write<?> ended(JobId job, int attempt, String reason, Instant at);

    /** All jobs that are not over, oldest first. */
    List<StoredJob> open();

    /** The job of a step. */
    Optional<StoredJob> find(RunId run, int step);

    /**
     * A job as it is stored.
     *
     * @param request what it needs
     * @param state {@code queued}, {@code leased} or {@code ended}
     * @param attempt its leases so far
     * @param endReason empty while it is not over
     */
    record StoredJob(JobRequest request, String state, int attempt, String endReason) {}
}
