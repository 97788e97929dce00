package dev.millrace.controller.queue;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The job rows. Writes are made here and committed by who has more to commit with them. Safe for use by many threads. */
public final class JobLedger {
    private final Database database;

    /** On this database; its epoch marks the rows. */
    public JobLedger(Database database) {
        this.database = database;
    }

    /** A new job that waits. Where the step has one already, nothing changes. */
    public Write<?> enqueued(JobRequest request) {
        return new Write<>(JobRows.ENQUEUE, new JobRows.NewJob(request, database.epoch()));
    }

    /** It waits again. */
    public Write<?> queued(JobId job, int attempt) {
        return change(job, "queued", attempt, null, null);
    }

    /** It has a lease. */
    public Write<?> leased(JobId job, int attempt) {
        return change(job, "leased", attempt, null, null);
    }

    /** It is over. */
    public Write<?> ended(JobId job, int attempt, String reason, Instant at) {
        return change(job, "ended", attempt, reason, at);
    }

    private Write<?> change(JobId job, String state, int attempt, @Nullable String reason, @Nullable Instant at) {
        return new Write<>(JobRows.CHANGE, new JobRows.Change(job, state, attempt, reason, at, database.epoch()));
    }

    /** All jobs that are not over, oldest first. */
    public List<StoredJob> open() {
        return database.read(JobRows::open);
    }

    /** The job of a step. */
    public Optional<StoredJob> find(RunId run, int step) {
        return database.read(connection -> JobRows.find(connection, run, step));
    }

    /**
     * A job as it is stored.
     *
     * @param request what it needs
     * @param state {@code queued}, {@code leased} or {@code ended}
     * @param attempt its leases so far
     * @param endReason empty while it is not over
     */
    public record StoredJob(JobRequest request, String state, int attempt, String endReason) {}
}
