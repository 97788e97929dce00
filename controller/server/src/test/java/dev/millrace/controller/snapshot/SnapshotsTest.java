package dev.millrace.controller.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.blob.MemoryBlobs;
import dev.millrace.controller.snapshot.Snapshots.Snapshot;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.PackRef;
import dev.millrace.wire.proto.TreeManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which states are recorded, found and forgotten. */
class SnapshotsTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    private static TestDatabase db;
    private static MemoryBlobs blobs;
    private static StoredSnapshots snapshots;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        blobs = new MemoryBlobs();
        snapshots =
                new StoredSnapshots(db.database(), new StoredManifests(blobs), db.ids(), () -> NOW, Duration.ofDays(7));
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static RunId run() {
        return new RunId(db.ids().next());
    }

    private static PackRef pack(String content) {
        var digest = blobs.put(content.getBytes(StandardCharsets.UTF_8));
        return PackRef.newBuilder()
                .setDigest(ByteString.copyFrom(digest.bytes()))
                .setSize(content.length())
                .build();
    }

    private static TreeManifest.Builder manifest(long files) {
        return TreeManifest.newBuilder()
                .setVersion(1)
                .setFiles(files)
                .setBytes(10 * files)
                .addPacks(pack("some content"));
    }

    private static TreeDigest stored(TreeManifest.Builder manifest) {
        return new TreeDigest(blobs.put(manifest.build().toByteArray()).hex());
    }

    @Test
    void a_state_is_recorded_with_what_its_manifest_says_and_kept_for_a_week() {
        var run = run();
        var tree = stored(manifest(3));
        var snapshot = snapshots.record(run, 17, 4, "stage-end", tree);
        assertEquals(
                new Snapshot(
                        snapshot.id(),
                        run,
                        17,
                        4,
                        "stage-end",
                        tree,
                        3,
                        30,
                        NOW,
                        Instant.parse("2030-01-09T03:04:05Z")),
                snapshot);
        assertEquals(List.of(snapshot), snapshots.of(run));
    }

    @Test
    void recording_again_changes_nothing_and_gives_the_first_one() {
        var run = run();
        var first = snapshots.record(run, 17, 4, "checkpoint", stored(manifest(3)));
        assertEquals(first, snapshots.record(run, 17, 4, "checkpoint", stored(manifest(4))));
        assertEquals(List.of(first), snapshots.of(run));
    }

    @Test
    void the_nearest_is_the_latest_of_the_node_at_or_before_the_step() {
        var run = run();
        var tree = stored(manifest(1));
        var at10 = snapshots.record(run, 10, 4, "step", tree);
        var at20 = snapshots.record(run, 20, 4, "step", tree);
        snapshots.record(run, 15, 5, "step", tree);
        snapshots.record(run(), 19, 4, "step", tree);
        assertEquals(Optional.empty(), snapshots.nearest(run, 4, 9));
        assertEquals(Optional.of(at10), snapshots.nearest(run, 4, 10));
        assertEquals(Optional.of(at10), snapshots.nearest(run, 4, 19));
        assertEquals(Optional.of(at20), snapshots.nearest(run, 4, 1_000));
        assertEquals(
                List.of(10, 15, 20),
                snapshots.of(run).stream().map(Snapshot::step).toList());
    }

    @Test
    void what_has_expired_is_forgotten_and_nothing_else() {
        var run = run();
        var snapshot = snapshots.record(run, 1, 1, "step", stored(manifest(1)));
        snapshots.expire(snapshot.expiresAt().minusMillis(1));
        assertEquals(1, snapshots.of(run).size());
        snapshots.expire(snapshot.expiresAt());
        assertTrue(snapshots.of(run).isEmpty());
    }

    @Test
    void what_is_no_state_that_is_stored_as_a_whole_is_not_recorded() {
        var absent = PackRef.newBuilder()
                .setDigest(ByteString.copyFrom(new byte[32]))
                .setSize(1)
                .build();
        refused("not stored", new TreeDigest(Digest.sha256(new byte[] {1, 2}).hex()));
        refused("1 of its 2 blobs are not stored", stored(manifest(1).addPacks(absent)));
        refused("not a manifest that this controller knows", stored(manifest(1).setVersion(2)));
        refused("not a manifest that this controller knows", stored(manifest(-1)));
        refused(
                "A SHA-256 has 32 bytes",
                stored(manifest(1).addPacks(PackRef.newBuilder().setDigest(ByteString.copyFromUtf8("short")))));
        refused(
                "not a manifest: ",
                new TreeDigest(blobs.put(new byte[] {1, 2, 3}).hex()));
    }

    private static void refused(String why, TreeDigest tree) {
        var run = run();
        var error = assertThrows(UserError.class, () -> snapshots.record(run, 1, 1, "step", tree));
        assertTrue(String.valueOf(error.getMessage()).contains(why), error.getMessage());
        assertTrue(snapshots.of(run).isEmpty());
    }
}
