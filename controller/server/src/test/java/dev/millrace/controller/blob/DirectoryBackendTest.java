package dev.millrace.controller.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBackendTest extends BackendContract {
    @TempDir
    Path directory;

    private @Nullable BlobBackend backend;

    @Override
    BlobBackend backend() throws IOException {
        if (backend == null) {
            backend = DirectoryBackend.in(directory);
        }
        return backend;
    }

    @Override
    void spoil(BlobKey key) throws IOException {
        var bytes = Files.readAllBytes(directory.resolve(key.path()));
        bytes[bytes.length / 2] ^= 1;
        Files.write(directory.resolve(key.path()), bytes);
    }

    @Test
    void nobody_else_can_read_from_it() throws IOException {
        var key = store(backend(), content(10_000, 6));
        assertEquals(Optional.empty(), backend().presigned(key, Duration.ofMinutes(1)));
    }
}
