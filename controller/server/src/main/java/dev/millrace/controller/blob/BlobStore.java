package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Content-addressed bytes. Safe for use by many threads; two uploads of the same content are fine.
 *
 * <p>What nothing refers to is collected some time after it was last asked for. Whoever is about to refer to a blob has put it, or was told by {@link
 * #missing} or {@link #size} that it is there, at most {@link #PROMISED} before its reference is committed; {@link BlobReferences} says how references
 * are found.
 */
public interface BlobStore {
    /** How long a blob is sure to stay that was stored, or said to be there, and that nothing refers to. */
    Duration PROMISED = Duration.ofHours(12);

    /** Those of the digests that are not stored, or whose bytes were found to be damaged. The others stay for {@link #PROMISED}. */
    Set<Digest> missing(Collection<Digest> digests);

    /** Size in bytes; empty where it is not stored. It stays for {@link #PROMISED}. */
    Optional<Long> size(Digest digest);

    /** Stores small content at once; durable on return. */
    Digest put(byte[] content) throws IOException;

    /** Begins an upload of content whose digest is known. */
    Upload begin(Digest digest, long size) throws IOException;

    /**
     * Reads from an offset to the end.
     *
     * @throws java.nio.file.NoSuchFileException where it is not stored
     * @throws CorruptBlob at the end of the stream, when a whole blob does not have its digest; it counts as missing from then on, so that storing it
     *     again heals it
     */
    InputStream open(Digest digest, long offset) throws IOException;

    /** An address from which anybody can read the blob for so long, without this controller; empty where its bytes do not lie in such a store. */
    default Optional<URI> presigned(Digest digest, Duration valid) {
        return Optional.empty();
    }

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
