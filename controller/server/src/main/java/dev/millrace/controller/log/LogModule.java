package dev.millrace.controller.log;

import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Builds this package's part of the controller. */
public final class LogModule {
    private LogModule() {}

    /**
     * Logs in the database.
     *
     * @param executor runs the callbacks of followers; unbounded, virtual threads do
     */
    public static RunLogs create(Database database, GroupCommit commits, InstantSource clock, Executor executor) {
        return new StoredRunLogs(new ChunkTable(database, clock), commits, clock, executor);
    }
}
