package dev.millrace.controller.run;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.blob.BlobReferences;
import dev.millrace.controller.blob.BlobReferences.Shape;
import dev.millrace.controller.definition.Definitions;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.trigger.Triggers.Acceptor;
import java.time.InstantSource;
import java.util.List;
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
    /** The blobs that runs begin with: pipelines, working trees, given libraries and files, journals of edited ones. */
    public static List<BlobReferences> blobs() {
        return List.of(
                new BlobReferences("pipelines", Shape.BYTES, "select definition from run"),
                new BlobReferences("working trees", Shape.TREE, "select decode(source->>'tree', 'hex') from run"),
                new BlobReferences("given libraries", Shape.TREE, """
                        select decode(nullif(library->>'tree', ''), 'hex')
                        from run, jsonb_array_elements(source->'libraries') as library"""),
                new BlobReferences(
                        "given files", Shape.TREE, "select decode(source->'files'->>'tree', 'hex') from run"),
                new BlobReferences("edited journals", Shape.BYTES, "select decode(origin->>'fork', 'hex') from run"));
    }

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
