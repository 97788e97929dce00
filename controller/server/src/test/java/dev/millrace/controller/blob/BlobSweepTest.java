package dev.millrace.controller.blob;

import static dev.millrace.controller.blob.BackendContract.content;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobReferences.Shape;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.PackRef;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import dev.millrace.wire.proto.TreeManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobSweepTest {
    private static final Duration LONG = BlobSweep.GRACE.plusMinutes(1);

    @TempDir
    Path directory;

    private TestDatabase db;
    private BreakingBackend backend;
    private BlobHouse house;

    @BeforeEach
    void open() throws IOException {
        db = TestDatabase.fresh();
        backend = new BreakingBackend(DirectoryBackend.in(directory));
        house = BlobHouse.on(db, Map.of(0, backend), 0);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private BlobHouse restarted() throws IOException {
        return house.again(Map.of(0, DirectoryBackend.in(directory)), 0);
    }

    private Set<Digest> missing(Digest... digests) {
        return house.store.missing(List.of(digests));
    }

    private int files() throws IOException {
        var files = new int[1];
        backend.list((key, at) -> files[0]++);
        return files[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000})
    void what_nothing_refers_to_goes_after_the_grace_time_and_its_bytes_later(int size) throws Exception {
        var idle = house.store.put(content(size, 1));
        var held = house.store.put(content(size, 2));
        house.hold(1, held, Shape.BYTES);
        house.pass(BlobSweep.GRACE.minusMinutes(1));
        assertEquals(0, house.sweep.collect().blobs());
        house.pass(Duration.ofMinutes(2));
        assertEquals(new BlobSweep.Swept(1, size), house.sweep.collect());
        assertEquals(Set.of(idle), missing(idle, held));
        assertEquals(0, house.sweep.clear()); // who reads it now may end
        house.pass(BlobSweep.LINGER.plusMinutes(1));
        assertEquals(size > StoredBlobs.INLINE ? 1 : 0, house.sweep.clear());
        assertEquals(size > StoredBlobs.INLINE ? 1 : 0, files());
    }

    @Test
    void what_was_said_to_be_there_stays_for_as_long_as_that_is_promised() throws Exception {
        var blob = house.store.put(content(10_000, 3));
        house.pass(LONG);
        assertEquals(Set.of(), missing(blob));
        house.pass(BlobStore.PROMISED);
        assertEquals(0, house.sweep.collect().blobs());
        house.hold(1, blob, Shape.BYTES);
        house.pass(LONG.multipliedBy(3));
        assertEquals(0, house.sweep.collect().blobs());
        assertEquals(10_000, house.store.size(blob).orElseThrow());
        house.release(1, blob);
        house.pass(LONG);
        assertEquals(1, house.sweep.collect().blobs());
        assertTrue(house.store.size(blob).isEmpty());
    }

    @Test
    void trees_and_manifests_keep_what_they_name() throws Exception {
        var file = house.store.put(content(10_000, 4));
        var pack = house.store.put(content(20_000, 5));
        var unnamed = house.store.put(content(30_000, 6));
        var tree = house.store.put(Tree.newBuilder()
                .addEntries(TreeEntry.newBuilder()
                        .setPath("a")
                        .setSize(10_000)
                        .setDigest(ByteString.copyFrom(file.bytes())))
                .build()
                .toByteArray());
        var manifest = house.store.put(TreeManifest.newBuilder()
                .setVersion(1)
                .addPacks(PackRef.newBuilder().setDigest(ByteString.copyFrom(pack.bytes())))
                .build()
                .toByteArray());
        house.hold(1, tree, Shape.TREE);
        house.hold(2, tree, Shape.BYTES); // another one that does not look inside
        house.hold(3, manifest, Shape.MANIFEST);
        house.pass(LONG);
        assertEquals(1, house.sweep.collect().blobs());
        assertEquals(Set.of(unnamed), missing(file, pack, unnamed, tree, manifest));
    }

    @Test
    void a_tree_that_is_damaged_stops_the_collection_until_the_grace_time_is_over() throws Exception {
        var file = house.store.put(content(10_000, 7));
        var bytes = Tree.newBuilder();
        for (int i = 0; i < 200; i++) {
            bytes.addEntries(TreeEntry.newBuilder().setPath("file-" + i).setDigest(ByteString.copyFrom(file.bytes())));
        }
        var tree = house.store.put(bytes.build().toByteArray());
        house.hold(1, tree, Shape.TREE);
        var lying = backend.find(tree).getFirst();
        var whole = Files.readAllBytes(directory.resolve(lying.path()));
        Files.write(directory.resolve(lying.path()), new byte[whole.length]);
        house.pass(LONG);
        assertThrows(IOException.class, () -> house.sweep.collect());
        assertEquals(Set.of(tree), missing(file, tree));
        house.store.put(whole);
        house.pass(LONG);
        assertEquals(0, house.sweep.collect().blobs());
        assertEquals(Set.of(), missing(file, tree));
    }

    @Test
    void a_store_without_anybody_who_refers_to_it_and_rubbish_among_the_references_do_no_harm() throws Exception {
        var blob = house.store.put(content(10_000, 8));
        BlobHouse.execute(db, "insert into held values (1, '\\x01', 'bytes'), (2, sha256('x'), 'tree')");
        house.hold(3, blob, Shape.TREE); // what is no tree
        house.pass(LONG);
        assertEquals(0, house.sweep.collect().blobs());
        assertEquals(Set.of(), missing(blob));
    }

    @Test
    void a_kill_between_row_and_bytes_leaves_garbage_that_the_next_one_takes() throws Exception {
        for (int i = 0; i < 5; i++) {
            house.store.put(content(10_000, i));
        }
        house.pass(LONG);
        assertEquals(5, house.sweep.collect().blobs());
        house.pass(BlobSweep.LINGER.plusMinutes(1));
        backend.killBeforeDelete(3);
        assertThrows(BreakingBackend.Killed.class, () -> house.sweep.clear());
        assertEquals(3, files());
        house = restarted();
        assertEquals(5, house.sweep.clear());
        assertEquals(0, files());
        assertEquals(0, house.count("select count(*) from blob_garbage"));
    }

    @Test
    void the_same_content_that_is_stored_again_is_not_harmed_by_garbage_of_its_name() throws Exception {
        var bytes = content(10_000, 9);
        var blob = house.store.put(bytes);
        house.pass(LONG);
        assertEquals(1, house.sweep.collect().blobs());
        house.store.put(bytes);
        house.pass(BlobSweep.LINGER.plusMinutes(1));
        assertEquals(1, house.sweep.clear());
        try (var in = house.store.open(blob, 0)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }

    @Test
    void an_upload_that_was_killed_between_its_bytes_and_its_row_is_found() throws Exception {
        var kept = house.store.put(content(10_000, 10));
        backend.killAfterPublish(1);
        var bytes = content(10_000, 11);
        assertThrows(BreakingBackend.Killed.class, () -> house.store.put(bytes));
        assertEquals(2, files());
        house = restarted();
        assertEquals(Set.of(Digest.sha256(bytes)), missing(kept, Digest.sha256(bytes)));
        assertEquals(0, house.sweep.clearStrays()); // it might be about to get its row
        for (var key : backend.find(Digest.sha256(bytes))) {
            Files.setLastModifiedTime(
                    directory.resolve(key.path()), FileTime.from(Instant.now().minus(LONG)));
        }
        assertEquals(1, house.sweep.clearStrays());
        assertEquals(1, files());
        assertEquals(Set.of(), missing(kept));
    }

    @Test
    void bytes_of_which_hardly_any_are_known_here_belong_to_somebody_else() throws Exception {
        for (int i = 0; i < 150; i++) {
            BackendContract.store(backend, content(10, i));
        }
        house.pass(LONG.multipliedBy(2));
        assertEquals(0, house.sweep.clearStrays());
        assertEquals(150, files());
    }

    @Test
    void a_damaged_blob_is_missing_and_storing_it_again_heals_it() throws Exception {
        var bytes = content(10_000, 12);
        var blob = house.store.put(bytes);
        Files.write(directory.resolve(backend.find(blob).getFirst().path()), content(10_000, 13));
        try (var in = house.store.open(blob, 0)) {
            assertThrows(CorruptBlob.class, in::readAllBytes);
        }
        assertEquals(Set.of(blob), missing(blob));
        assertEquals(1, house.count("select count(*) from blob where damaged_at is not null"));
        assertEquals(0, house.healing.run()); // nobody else has it
        house.store.put(bytes);
        assertEquals(Set.of(), missing(blob));
        try (var in = house.store.open(blob, 0)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
        house.pass(BlobSweep.LINGER.plusMinutes(1));
        assertEquals(1, house.sweep.clear());
        assertEquals(1, files());
    }
}
