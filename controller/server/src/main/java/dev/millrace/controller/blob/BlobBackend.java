package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A place where bytes lie. It knows nothing of what they are for: the catalogue says which blobs there are. Bytes are whole or not there: what is being
 * written cannot be read, listed or mistaken for a blob before {@link Incoming#publish}. Keys are written once. Safe for use by many threads.
 */
interface BlobBackend extends AutoCloseable {
    /** For messages. */
    String where();

    /**
     * Begins to write.
     *
     * @throws BlobNotStored where it is known beforehand that it has no room
     */
    Incoming write(BlobKey key, long size) throws IOException;

    /**
     * Reads from an offset to the end; the offset is at most the size. Fails while it is read where the bytes end early.
     *
     * @param size in bytes
     * @throws java.nio.file.NoSuchFileException where it is not there
     */
    InputStream read(BlobKey key, long size, long offset) throws IOException;

    /** Whether bytes of this size are there, where that is cheap to know; elsewhere the catalogue is believed until a read fails. */
    boolean seemsThere(BlobKey key, long size);

    /** Takes bytes away; what is not there is fine. */
    void delete(BlobKey key) throws IOException;

    /** What is there of one digest: usually one key. */
    List<BlobKey> find(Digest digest) throws IOException;

    /** Hands over everything that is there, in any order; what comes or goes meanwhile may be among it or not. */
    void list(Visitor visitor) throws IOException;

    /** Forgets writing that began before then and was never published, of programs that were killed. */
    void discardUnpublished(Instant before) throws IOException;

    /** An address at which anybody can read the bytes for so long, with nothing else; empty where there is no such thing. */
    Optional<URI> presigned(BlobKey key, Duration valid);

    @Override
    void close();

    /** Bytes on their way. For one thread at a time. Closing without {@link #publish} discards them. */
    interface Incoming extends AutoCloseable {
        /** Takes the next bytes, at most as many as were announced. */
        void write(byte[] data, int offset, int length) throws IOException;

        /** Makes them readable in one step; durable on return. Exactly as many as were announced have been written. */
        void publish() throws IOException;

        @Override
        void close();
    }

    /** Is shown what is there. */
    interface Visitor {
        /** One of them, and when it was published. */
        void visit(BlobKey key, Instant publishedAt) throws IOException;
    }
}
