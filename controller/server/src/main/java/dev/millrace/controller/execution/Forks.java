package dev.millrace.controller.execution;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.restart.Fork;
import dev.millrace.wire.proto.StoredFork;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Journals that edited runs begin with, as blobs. Safe for use by many threads. */
final class Forks {
    private final BlobStore blobs;

    Forks(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Durable on return. */
    Digest keep(Fork fork) {
        try {
            return blobs.put(StoredFork.newBuilder()
                    .addAllEntries(fork.entries())
                    .setFirst(fork.first())
                    .putAllSteps(fork.steps())
                    .build()
                    .toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("The journal of an edited run could not be stored", e);
        }
    }

    /** One that was kept. */
    Fork load(Digest digest) {
        try (var in = blobs.open(digest, 0)) {
            var stored = StoredFork.parseFrom(in);
            return new Fork(stored.getEntriesList(), stored.getFirst(), stored.getStepsMap());
        } catch (IOException e) {
            throw new UncheckedIOException("The journal %s of an edited run could not be read".formatted(digest), e);
        }
    }
}
