package dev.millrace.controller.blob;

import static dev.millrace.controller.blob.BackendContract.content;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.StartRefused;
import dev.millrace.controller.blob.BlobKeeping.Amount;
import dev.millrace.controller.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Controllers that are started again with another place for blobs. */
class BlobModuleTest {
    @TempDir
    Path directory;

    private TestDatabase db;

    @BeforeEach
    void open() {
        db = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private BlobModule open(BlobLocation location, Optional<S3Credentials> keys) {
        var settings = new BlobSettings(directory.resolve("usual"), location, keys, List.of());
        return BlobModule.open(settings, db.database(), db.groupCommit(), InstantSource.system());
    }

    private static void assertReadable(BlobModule module, byte[] bytes) throws IOException {
        try (var in = module.store().open(Digest.sha256(bytes), 0)) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }

    @Test
    void new_blobs_go_where_the_setting_says_and_old_ones_stay_readable_until_they_are_moved() throws Exception {
        var first = content(10_000, 1);
        var second = content(20_000, 2);
        var small = content(100, 3);
        try (var module = open(new BlobLocation.Usual(), Optional.empty())) {
            module.store().put(first);
            module.store().put(small);
        }
        var other = new BlobLocation.Directory(directory.resolve("other"));
        try (var module = open(other, Optional.empty())) {
            module.store().put(second);
            assertReadable(module, first);
            var places = module.keeping().status().places();
            assertEquals(
                    List.of(
                            new BlobKeeping.Place("", false, false, new Amount(1, 10_000)),
                            new BlobKeeping.Place(other.text(), true, false, new Amount(1, 20_000))),
                    places);
            assertEquals(new Amount(1, 100), module.keeping().status().inline());
            module.keeping().move();
            while (module.keeping().status().places().size() > 1) {
                Thread.onSpinWait();
            }
            assertEquals(1, module.keeping().status().garbage());
            assertReadable(module, first);
            assertReadable(module, second);
        }
        try (var module = open(new BlobLocation.Directory(directory.resolve("usual")), Optional.empty())) {
            assertReadable(module, second); // the same directory by its path: it is the usual one
            assertEquals(
                    Optional.of(""),
                    module.keeping().status().places().stream()
                            .filter(BlobKeeping.Place::current)
                            .map(BlobKeeping.Place::location)
                            .findFirst());
        }
    }

    @Test
    void a_move_that_somebody_asked_for_is_known_to_the_next_controller() throws Exception {
        var bytes = content(10_000, 4);
        try (var module = open(new BlobLocation.Usual(), Optional.empty())) {
            module.store().put(bytes);
        }
        BlobHouse.execute(db, "update blob_place set emptied = true where id = 0"); // asked, then killed
        try (var module = open(new BlobLocation.Directory(directory.resolve("other")), Optional.empty())) {
            while (module.keeping().status().places().size() > 1) {
                Thread.onSpinWait();
            }
            assertReadable(module, bytes);
        }
    }

    @Test
    void a_store_without_keys_and_a_directory_that_cannot_be_made_stop_the_start() throws IOException {
        var s3 = BlobLocation.parse("s3://builds?endpoint=http://127.0.0.1:1");
        var refused = assertThrows(StartRefused.class, () -> open(s3, Optional.empty()));
        assertTrue(refused.hint().contains("--blobs-credentials-file"), refused.hint());
        var file = Files.createFile(directory.resolve("file"));
        assertThrows(StartRefused.class, () -> open(new BlobLocation.Directory(file), Optional.empty()));
    }

    @Test
    void a_store_that_is_away_does_not_stop_the_start_and_small_blobs_are_stored() throws Exception {
        var s3 = BlobLocation.parse("s3://builds?endpoint=http://127.0.0.1:1");
        try (var module = open(s3, Optional.of(new S3Credentials("a", "b", "")))) {
            var small = content(100, 5);
            module.store().put(small);
            assertReadable(module, small);
            assertThrows(BlobNotStored.class, () -> module.store().put(content(10_000, 6)));
        }
    }
}
