package dev.millrace.controller.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every place for bytes does. */
abstract class BackendContract {
    /** An empty one, the same on each call within a test. */
    abstract BlobBackend backend() throws Exception;

    /** Spoils what is stored, behind its back. */
    abstract void spoil(BlobKey key) throws Exception;

    static byte[] content(int size, long seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static BlobKey store(BlobBackend backend, byte[] bytes) throws IOException {
        var key = BlobKey.fresh(Digest.sha256(bytes));
        try (var incoming = backend.write(key, bytes.length)) {
            send(incoming, bytes);
            incoming.publish();
        }
        return key;
    }

    static void send(BlobBackend.Incoming incoming, byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += 1_000_000) {
            incoming.write(bytes, from, Math.min(1_000_000, bytes.length - from));
        }
    }

    static byte[] read(BlobBackend backend, BlobKey key, byte[] whole, long offset) throws IOException {
        try (var in = backend.read(key, whole.length, offset)) {
            return in.readAllBytes();
        }
    }

    static Set<BlobKey> listed(BlobBackend backend) throws IOException {
        var found = new HashSet<BlobKey>();
        backend.list((key, at) -> assertTrue(found.add(key), "listed twice: " + key));
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5_000, 8 << 20, (8 << 20) + 1, 20_000_000})
    void what_is_published_is_read_from_any_offset(int size) throws Exception {
        var backend = backend();
        var bytes = content(size, size);
        var key = store(backend, bytes);
        assertTrue(backend.seemsThere(key, size));
        for (var offset : new int[] {0, size / 3, size}) {
            assertArrayEquals(Arrays.copyOfRange(bytes, offset, size), read(backend, key, bytes, offset));
        }
        assertEquals(Set.of(key), listed(backend));
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 20_000_000})
    void what_is_not_published_is_not_there(int size) throws Exception {
        var backend = backend();
        var bytes = content(size, 1);
        var key = BlobKey.fresh(Digest.sha256(bytes));
        try (var incoming = backend.write(key, size)) {
            send(incoming, bytes);
            assertThrows(NoSuchFileException.class, () -> read(backend, key, bytes, 0));
            assertEquals(Set.of(), listed(backend));
        }
        assertThrows(NoSuchFileException.class, () -> read(backend, key, bytes, 0));
        assertEquals(Set.of(), listed(backend));
    }

    @Test
    void what_a_killed_program_left_unpublished_can_be_discarded() throws Exception {
        var backend = backend();
        var bytes = content(20_000_000, 2);
        var key = BlobKey.fresh(Digest.sha256(bytes));
        var killed = backend.write(key, bytes.length);
        send(killed, bytes);
        backend.discardUnpublished(Instant.now().minus(Duration.ofHours(1))); // not that old
        backend.discardUnpublished(Instant.now().plus(Duration.ofHours(1)));
        assertThrows(IOException.class, killed::publish);
        assertEquals(Set.of(), listed(backend));
        killed.close();
    }

    @Test
    void two_writings_of_one_content_are_two_things() throws Exception {
        var backend = backend();
        var bytes = content(10_000, 3);
        var one = store(backend, bytes);
        var other = store(backend, bytes);
        assertEquals(Set.of(one, other), listed(backend));
        assertEquals(Set.of(one, other), Set.copyOf(backend.find(one.digest())));
        assertEquals(List.of(), backend.find(Digest.sha256(content(10_000, 33))));
        backend.delete(one);
        assertEquals(Set.of(other), listed(backend));
        assertArrayEquals(bytes, read(backend, other, bytes, 0));
    }

    @Test
    void deleting_what_is_not_there_is_fine() throws Exception {
        var backend = backend();
        var key = store(backend, content(10_000, 4));
        backend.delete(key);
        backend.delete(key);
        assertEquals(Set.of(), listed(backend));
    }

    @Test
    void what_was_written_before_there_were_generations_keeps_its_name() {
        var digest = Digest.sha256(new byte[0]);
        var old = new BlobKey(digest, 0);
        assertTrue(old.path().endsWith("/" + digest.hex()), old.path());
        assertEquals(old, BlobKey.named(digest.hex()).orElseThrow());
        var fresh = BlobKey.fresh(digest);
        assertEquals(
                fresh,
                BlobKey.named(fresh.path().substring(fresh.path().lastIndexOf('/') + 1))
                        .orElseThrow());
        for (var other : new String[] {"", "abc", digest.hex() + "-1", digest.hex() + "-ffffffffffffffff"}) {
            assertTrue(BlobKey.named(other).isEmpty(), other);
        }
    }

    @Test
    void bytes_that_rotted_are_noticed_by_their_digest() throws Exception {
        var backend = backend();
        var bytes = content(50_000, 5);
        var key = store(backend, bytes);
        spoil(key);
        try (var in = new VerifyingStream(backend.read(key, bytes.length, 0), key.digest())) {
            assertThrows(CorruptBlob.class, in::readAllBytes);
        }
        assertFalse(Arrays.equals(bytes, read(backend, key, bytes, 0)));
    }
}
