package dev.millrace.controller.blob;

import java.io.IOException;
import java.util.Map;

/**
 * The backends in which blobs lie: one takes new ones, the others are read until they are empty. Safe for use by many threads; fixed after the start.
 *
 * @param current place of new blobs
 * @param backends by place
 */
record Places(int current, Map<Integer, BlobBackend> backends) implements AutoCloseable {
    Places {
        backends = Map.copyOf(backends);
        if (!backends.containsKey(current)) {
            throw new IllegalArgumentException("No backend for new blobs: " + current);
        }
    }

    /** Fails where this controller was not told how to reach it. */
    BlobBackend at(int place) throws IOException {
        var backend = backends.get(place);
        if (backend == null) {
            throw new IOException("Blobs of place %d cannot be reached: it is not among %s"
                    .formatted(place, backends.keySet().stream().sorted().toList()));
        }
        return backend;
    }

    BlobBackend forNew() throws IOException {
        return at(current);
    }

    @Override
    public void close() {
        backends.values().forEach(BlobBackend::close);
    }
}
