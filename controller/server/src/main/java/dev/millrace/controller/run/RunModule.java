package dev.millrace.controller.run;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.definition.Definitions;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.trigger.Triggers.Acceptor;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * This package's part of the controller.
 *
 * @param runs for readers
 * @param ledger for who moves runs on
 * @param acceptor makes runs of triggers
 * @param attempts makes further attempts of them
 * @param checkouts what they checked out
 */
public record RunModule(Runs runs, RunLedger ledger, Acceptor acceptor, Attempts attempts, Checkouts checkouts) {
    /**
     * Runs in the database.
     *
     * @param executor runs the callbacks of followers; unbounded, virtual threads do
     */
    public static RunModule create(
            Database database,
            GroupCommit commits,
            Definitions definitions,
            Ids ids,
            InstantSource clock,
            Executor executor) {
        var table = new RunTable(database);
        var writes = new RunWrites(database.epoch());
        var quiet = new QuietRuns();
        var stored = new StoredRuns(table, writes, new Followers(executor), quiet);
        var acceptor = new RunAcceptor(table, writes, stored, definitions, commits, ids, clock, quiet);
        return new RunModule(stored, stored, acceptor, acceptor, new StoredCheckouts(database, commits));
    }
}
