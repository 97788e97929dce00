package dev.millrace.controller.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that others wrote. */
class S3BackendTest extends BackendContract {
    @TempDir
    static Path directory;

    private static S3Server server;

    private final String prefix = "millrace/" + UUID.randomUUID();
    private @Nullable S3Backend backend;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        if (backend != null) {
            backend.close();
        }
    }

    @Override
    BlobBackend backend() {
        if (backend == null) {
            backend = server.backend(prefix).checked();
        }
        return backend;
    }

    @Override
    void spoil(BlobKey key) throws IOException {
        var file = server.file(prefix, key);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        try (var out = Files.newOutputStream(file)) { // in place: the server keeps what it knows of it beside the bytes
            out.write(bytes);
        }
    }

    @Test
    void an_address_that_is_signed_beforehand_reads_without_keys_and_nothing_else() throws Exception {
        var bytes = content(100_000, 7);
        var key = store(backend(), bytes);
        var address = backend().presigned(key, Duration.ofMinutes(5)).orElseThrow();
        try (var http = HttpClient.newHttpClient()) {
            var whole = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
            assertEquals(200, whole.statusCode());
            assertArrayEquals(bytes, whole.body());
            var part = http.send(
                    HttpRequest.newBuilder(address)
                            .header("Range", "bytes=99990-")
                            .build(),
                    BodyHandlers.ofByteArray());
            assertEquals(206, part.statusCode());
            assertArrayEquals(Arrays.copyOfRange(bytes, 99_990, 100_000), part.body());
            var other = store(backend(), content(100_000, 8));
            var forged = URI.create(address.toString().replace(key.path(), other.path()));
            assertEquals(
                    403,
                    http.send(HttpRequest.newBuilder(forged).build(), BodyHandlers.discarding())
                            .statusCode());
            assertEquals(
                    403,
                    http.send(HttpRequest.newBuilder(address).DELETE().build(), BodyHandlers.discarding())
                            .statusCode());
        }
    }

    @Test
    void two_installations_share_a_bucket_without_seeing_each_other() throws Exception {
        var key = store(backend(), content(10_000, 9));
        try (var other = new S3Backend(
                S3Server.location(prefix, server.address().getPort()), "other", S3Server.KEYS, S3Patience.USUAL)) {
            assertEquals(Set.of(), listed(other));
            other.delete(key);
        }
        assertEquals(Set.of(key), listed(backend()));
    }

    @Test
    void a_name_that_is_taken_is_not_written_again() throws Exception {
        var bytes = content(10_000, 10);
        var key = store(backend(), bytes);
        var longer = content(10_001, 11);
        try (var incoming = backend().write(key, longer.length)) {
            send(incoming, longer);
            assertThrows(BlobNotStored.class, incoming::publish);
        }
        assertArrayEquals(bytes, read(backend(), key, bytes, 0));
    }

    @Test
    void a_bucket_that_is_not_there_and_keys_that_are_refused_stop_the_start() {
        var port = server.address().getPort();
        var absent = new BlobLocation.S3(
                "no-such-bucket", "", S3Server.location("", port).endpoint(), "us-east-1");
        try (var backend = new S3Backend(absent, "t", S3Server.KEYS, S3Patience.USUAL)) {
            var refused = assertThrows(StartRefused.class, backend::checked);
            assertTrue(refused.toString().contains("no such bucket"), refused.toString());
        }
        var wrong = new S3Credentials("millrace", "another secret", "");
        try (var backend = new S3Backend(S3Server.location("", port), "t", wrong, S3Patience.USUAL)) {
            var refused = assertThrows(StartRefused.class, backend::checked);
            assertTrue(refused.toString().contains("keys are refused"), refused.toString());
            assertTrue(!refused.toString().contains("another secret"), refused.toString());
        }
    }

    @Test
    void a_blob_of_many_parts_is_one_blob() throws Exception {
        var bytes = content(40_000_001, 12);
        var key = store(backend(), bytes);
        assertEquals(Digest.sha256(bytes), Digest.sha256(read(backend(), key, bytes, 0)));
    }
}
