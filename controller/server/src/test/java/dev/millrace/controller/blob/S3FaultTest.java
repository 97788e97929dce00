package dev.millrace.controller.blob;

import static dev.millrace.controller.blob.BackendContract.content;
import static dev.millrace.controller.blob.BackendContract.listed;
import static dev.millrace.controller.blob.BackendContract.read;
import static dev.millrace.controller.blob.BackendContract.send;
import static dev.millrace.controller.blob.BackendContract.store;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that answers slowly, wrongly, in part or not at all. */
class S3FaultTest {
    private static final S3Patience SHORT = new S3Patience(
            Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(20), 3);

    @TempDir
    static Path directory;

    private static S3Server server;

    private final String prefix = "faults/" + UUID.randomUUID();
    private FaultyWire wire;
    private S3Backend faulty;
    private S3Backend sound;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws IOException {
        wire = FaultyWire.before(server.address());
        faulty = new S3Backend(S3Server.location(prefix, wire.port()), "t", S3Server.KEYS, SHORT);
        sound = server.backend(prefix);
    }

    @AfterEach
    void disconnect() throws IOException {
        faulty.close();
        sound.close();
        wire.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 20_000_000})
    void a_store_that_fails_for_a_while_gets_the_bytes_all_the_same(int size) throws Exception {
        wire.next(new FaultyWire.Answer(500), new FaultyWire.Answer(503));
        var bytes = content(size, 1);
        var key = store(faulty, bytes);
        assertArrayEquals(bytes, read(sound, key, bytes, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 20_000_000})
    void a_store_that_only_fails_is_named_and_nothing_is_visible(int size) throws Exception {
        wire.always(new FaultyWire.Answer(500));
        var bytes = content(size, 2);
        var failure = assertThrows(BlobNotStored.class, () -> store(faulty, bytes));
        assertTrue(failure.toString().contains("s3://blobs/" + prefix), failure.toString());
        assertTrue(failure.toString().contains("not affected"), failure.toString());
        assertEquals(Set.of(), listed(sound));
    }

    @Test
    void a_store_that_never_answers_is_given_up_in_time() throws Exception {
        var bytes = content(100_000, 3);
        var key = store(sound, bytes);
        wire.always(new FaultyWire.Silence());
        assertThrows(BlobNotStored.class, () -> store(faulty, content(100_000, 4)));
        var failure = assertThrows(IOException.class, () -> read(faulty, key, bytes, 0));
        assertTrue(failure.toString().contains("s3://"), failure.toString());
        assertEquals(Set.of(key), listed(sound));
    }

    @Test
    void a_store_that_is_not_there_is_named() throws Exception {
        wire.close();
        var failure = assertThrows(BlobNotStored.class, () -> store(faulty, content(100_000, 5)));
        assertTrue(failure.toString().contains("s3://"), failure.toString());
        assertThrows(IOException.class, () -> listed(faulty));
    }

    @Test
    void a_connection_that_is_cut_while_it_is_read_goes_on_where_it_was() throws Exception {
        var bytes = content(3_000_000, 6);
        var key = store(sound, bytes);
        wire.next(
                new FaultyWire.CutAnswer(1_000_000),
                new FaultyWire.CutAnswer(500_000),
                new FaultyWire.CutAnswer(1_000_000));
        assertArrayEquals(bytes, read(faulty, key, bytes, 0));
        assertTrue(wire.connections() >= 4, wire.connections() + " connections");
    }

    @Test
    void a_store_that_cuts_every_answer_at_its_head_is_given_up() throws Exception {
        var bytes = content(3_000_000, 7);
        var key = store(sound, bytes);
        wire.always(new FaultyWire.CutAnswer(100));
        assertThrows(IOException.class, () -> read(faulty, key, bytes, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 20_000_000})
    void an_upload_whose_connection_is_cut_is_sent_again(int size) throws Exception {
        wire.next(new FaultyWire.CutRequest(300_000), new FaultyWire.CutRequest(200_000));
        var bytes = content(size, 8);
        var key = store(faulty, bytes);
        assertArrayEquals(bytes, read(sound, key, bytes, 0));
        assertEquals(Set.of(key), listed(sound));
    }

    @Test
    void an_upload_whose_answer_is_lost_is_known_to_be_done() throws Exception {
        wire.next(new FaultyWire.LoseAnswer());
        var bytes = content(100_000, 9);
        var key = store(faulty, bytes); // sent again, the store says that it is there
        assertArrayEquals(bytes, read(sound, key, bytes, 0));
    }

    @Test
    void a_store_that_goes_away_between_parts_keeps_nothing_visible() throws Exception {
        var bytes = content(20_000_000, 10);
        var key = BlobKey.fresh(Digest.sha256(bytes));
        try (var incoming = faulty.write(key, bytes.length)) {
            incoming.write(bytes, 0, 10_000_000);
            wire.close();
            assertInstanceOf(
                    BlobNotStored.class,
                    assertThrows(IOException.class, () -> incoming.write(bytes, 10_000_000, 10_000_000)));
        }
        assertEquals(Set.of(), listed(sound));
        assertThrows(NoSuchFileException.class, () -> read(sound, key, bytes, 0));
    }

    @Test
    void bytes_that_end_early_in_the_store_are_no_blob() throws Exception {
        var bytes = content(100_000, 11);
        var key = store(sound, content(90_000, 11));
        assertThrows(IOException.class, () -> read(sound, key, bytes, 0));
        try (var incoming = sound.write(BlobKey.fresh(Digest.sha256(bytes)), bytes.length)) {
            send(incoming, bytes);
        }
        assertEquals(Set.of(key), listed(sound));
    }
}
