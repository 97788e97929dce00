package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Content-addressed bytes. Safe for use by many threads; two uploads of the same content are fine. */
public interface BlobStore {
    /** Those of the digests that are not stored. */
    Set<Digest> missing(Collection<Digest> digests);

    /** Size in bytes; empty where it is not stored. */
    Optional<Long> size(Digest digest);

    /** Stores small content at once; durable on return. */
    Digest put(byte[] content) throws IOException;

    /** Begins an upload of content whose digest is known. */
    Upload begin(Digest digest, long size) throws IOException;

    /**
     * Reads from an offset to the end.
     *
     * @throws java.nio.file.NoSuchFileException where it is not stored
     * @throws CorruptBlob at the end of the stream, when a whole blob does not have its digest
     */
    InputStream open(Digest digest, long offset) throws IOException;

    /** A blob on its way in. For one thread at a time. Closing without {@link #commit} discards it. */
    interface Upload extends AutoCloseable {
        /** Takes the next bytes; fails with {@link BlobTooLong} past the announced size. */
        void write(byte[] data, int offset, int length) throws IOException;

        /** Checks size and digest and makes the blob visible and durable in one step; fails with {@link CorruptBlob} where they differ. */
        void commit() throws IOException;

        @Override
        void close();
    }
}
