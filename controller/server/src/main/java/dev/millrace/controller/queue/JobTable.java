package dev.millrace.controller.queue;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The job rows in the database. */
final class JobTable implements JobLedger {
    private final Database database;

    JobTable(Database database) {
        this.database = database;
    }

    @Override
    public Write<?> enqueued(JobRequest request) {
        return new Write<>(JobRows.ENQUEUE, new JobRows.NewJob(request, database.epoch()));
    }

    @Override
    public Write<?> queued(JobId job, int attempt) {
        return change(job, "queued", attempt, null, null);
    }

    @Override
    public Write<?> leased(JobId job, int attempt) {
        return change(job, "leased", attempt, null, null);
    }

    @Override
    public Write<?> ended(JobId job, int attempt, String reason, Instant at) {
        return change(job, "ended", attempt, reason, at);
    }

    private Write<?> change(JobId job, String state, int attempt, @Nullable String reason, @Nullable Instant at) {
        return new Write<>(JobRows.CHANGE, new JobRows.Change(job, state, attempt, reason, at, database.epoch()));
    }

    @Override
    public List<StoredJob> open() {
        return database.read(JobRows::open);
    }

    @Override
    public Optional<StoredJob> find(RunId run, int step) {
        return database.read(connection -> JobRows.find(connection, run, step));
    }
}
