package dev.millrace.controller.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobStoreTest {
    private static TestDatabase db;

    @TempDir
    Path directory;

    private BlobStore blobs;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @BeforeEach
    void create() {
        blobs = BlobModule.create(directory, db.database(), db.groupCommit(), InstantSource.system());
    }

    private static byte[] content(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_096, 4_097, 300_000})
    void what_is_put_is_read_back_from_any_offset(int size) throws IOException {
        var bytes = content(size, size);
        var digest = blobs.put(bytes);
        assertEquals(Digest.sha256(bytes), digest);
        assertEquals(Optional.of((long) size), blobs.size(digest));
        assertEquals(Set.of(), blobs.missing(List.of(digest)));
        for (var offset : new int[] {0, size / 2, size}) {
            try (var stream = blobs.open(digest, offset)) {
                assertArrayEquals(java.util.Arrays.copyOfRange(bytes, offset, size), stream.readAllBytes());
            }
        }
        assertEquals(size > StoredBlobs.INLINE ? 1 : 0, files().size());
    }

    @Test
    void what_is_not_stored_is_missing() {
        var unknown = Digest.sha256(content(10, 99));
        assertEquals(Set.of(unknown), blobs.missing(List.of(unknown, unknown)));
        assertEquals(Set.of(), blobs.missing(List.of()));
        assertEquals(Optional.empty(), blobs.size(unknown));
        assertThrows(NoSuchFileException.class, () -> blobs.open(unknown, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void an_upload_that_is_not_what_it_says_leaves_nothing(int size) throws IOException {
        var bytes = content(size, 7);
        var digest = Digest.sha256(content(size, 8));
        try (var upload = blobs.begin(digest, size)) {
            upload.write(bytes, 0, size);
            assertThrows(CorruptBlob.class, upload::commit);
        }
        try (var upload = blobs.begin(digest, size)) {
            upload.write(bytes, 0, size - 1);
            assertThrows(CorruptBlob.class, upload::commit);
        }
        try (var upload = blobs.begin(digest, size)) {
            upload.write(bytes, 0, size);
            assertThrows(BlobTooLong.class, () -> upload.write(bytes, 0, 1));
        }
        assertEquals(Set.of(digest), blobs.missing(List.of(digest)));
        assertEquals(List.of(), files());
    }

    @Test
    void an_upload_that_is_closed_or_killed_half_way_leaves_nothing() throws IOException {
        var bytes = content(100_000, 9);
        try (var upload = blobs.begin(Digest.sha256(bytes), bytes.length)) {
            upload.write(bytes, 0, 50_000);
        }
        assertEquals(List.of(), files());
        var killed = blobs.begin(Digest.sha256(bytes), bytes.length);
        killed.write(bytes, 0, 50_000);
        create();
        assertEquals(List.of(), files());
        killed.close();
    }

    @Test
    void many_uploads_of_one_content_are_fine() throws Exception {
        var bytes = content(200_000, 10);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var uploads = new ArrayList<Future<Digest>>();
            for (int i = 0; i < 16; i++) {
                uploads.add(threads.submit(() -> blobs.put(bytes)));
            }
            for (var upload : uploads) {
                assertEquals(Digest.sha256(bytes), upload.get());
            }
        }
        assertEquals(1, files().size());
    }

    @Test
    void a_file_that_rotted_is_noticed_at_the_end_of_its_reading() throws IOException {
        var bytes = content(50_000, 11);
        var digest = blobs.put(bytes);
        bytes[40_000] ^= 1;
        Files.write(files().getFirst(), bytes);
        try (var stream = blobs.open(digest, 0)) {
            assertThrows(CorruptBlob.class, stream::readAllBytes);
        }
    }

    @Test
    void a_file_that_was_taken_away_counts_as_missing_and_can_be_stored_again() throws IOException {
        var bytes = content(50_000, 12);
        var digest = blobs.put(bytes);
        Files.delete(files().getFirst());
        assertEquals(Set.of(digest), blobs.missing(List.of(digest)));
        assertEquals(Optional.empty(), blobs.size(digest));
        assertThrows(NoSuchFileException.class, () -> blobs.open(digest, 0));
        blobs.put(bytes);
        assertEquals(Set.of(), blobs.missing(List.of(digest)));
    }

    @Test
    void a_size_that_the_disk_cannot_hold_is_refused_before_the_first_byte() throws IOException {
        var refused = assertThrows(BlobNotStored.class, () -> blobs.begin(Digest.sha256(new byte[0]), Long.MAX_VALUE));
        assertTrue(refused.toString().contains("No space left"), refused.toString());
        assertEquals(List.of(), files());
    }
}
