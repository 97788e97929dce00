package dev.millrace.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
    @TempDir
    Path directory;

    @Test
    void a_saved_identity_is_the_same_after_a_restart_and_private_to_its_user() throws IOException {
        var first = TlsIdentity.loadOrCreate(directory.resolve("tls"), "controller", Instant.now());
        var second = TlsIdentity.loadOrCreate(directory.resolve("tls"), "controller", Instant.now());
        assertEquals(first.fingerprint(), second.fingerprint());
        assertArrayEquals(first.keyDigest(), second.keyDigest());
        assertArrayEquals(first.key().getEncoded(), second.key().getEncoded());
        try (var files = Files.list(directory.resolve("tls"))) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(files.findFirst().orElseThrow())));
        }
    }

    @Test
    void two_identities_differ() {
        assertNotEquals(
                TlsIdentity.create("a", Instant.now()).fingerprint(),
                TlsIdentity.create("a", Instant.now()).fingerprint());
    }

    @Test
    void a_damaged_file_is_named() throws IOException {
        Files.writeString(directory.resolve("identity.pem"), "nonsense");
        var failure =
                assertThrows(IOException.class, () -> TlsIdentity.loadOrCreate(directory, "controller", Instant.now()));
        assertEquals(
                directory.resolve("identity.pem")
                        + " is not a private key and a certificate in PEM: it has no PRIVATE KEY",
                failure.getMessage());
    }
}
