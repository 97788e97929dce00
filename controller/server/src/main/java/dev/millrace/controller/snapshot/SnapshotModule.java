package dev.millrace.controller.snapshot;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.blob.BlobReferences;
import dev.millrace.controller.blob.BlobReferences.Shape;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This package's part of the controller. */
public final class SnapshotModule implements AutoCloseable {
    /** How long a state is kept. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotModule.class);

    private final StoredSnapshots snapshots;
    private final SnapshotTaking taking;
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("snapshot-expiry").factory());

    private SnapshotModule(StoredSnapshots snapshots, SnapshotTaking taking) {
        this.snapshots = snapshots;
        this.taking = taking;
    }

    /** The blobs that states of workspaces are made of. */
    public static BlobReferences blobs() {
        return new BlobReferences("workspace snapshots", Shape.MANIFEST, "select tree from workspace_snapshot");
    }

    /** Over the database; states are blobs. Those that expired are forgotten each hour. */
    public static SnapshotModule create(
            Database database, BlobStore blobs, Operations operations, Ids ids, InstantSource clock) {
        var snapshots = new StoredSnapshots(database, new StoredManifests(blobs), ids, clock, KEPT);
        var module = new SnapshotModule(snapshots, new AgentSnapshots(operations, snapshots));
        var _ = module.timers.scheduleWithFixedDelay(() -> module.expire(clock), 1, 60, TimeUnit.MINUTES);
        return module;
    }

    private void expire(InstantSource clock) {
        try {
            snapshots.expire(clock.instant());
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("snapshots-not-expired");
        }
    }

    /** What there is. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** Takes and restores. */
    public SnapshotTaking taking() {
        return taking;
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
