package dev.millrace.controller.blob;

import java.io.IOException;

/**
 * Where blobs lie, one could not be taken: full, over quota, read-only, or a store that does not answer. Nothing of it is visible; trying again helps
 * once the cause is gone.
 */
public final class BlobNotStored extends IOException {
    private BlobNotStored(String message, Exception cause) {
        super(message, cause);
    }

    /** For a directory on a disk with so many bytes free. */
    static BlobNotStored onDisk(long size, String directory, long free, IOException cause) {
        return new BlobNotStored(
                "%d bytes could not be stored in %s (%d MiB free): %s. Make room there; what is stored is not affected"
                        .formatted(size, directory, free >> 20, reason(cause)),
                cause);
    }

    /** For a store that somebody else runs. */
    static BlobNotStored inStore(long size, String store, Exception cause) {
        return new BlobNotStored(
                "%d bytes could not be stored in %s: %s. What is stored is not affected"
                        .formatted(size, store, reason(cause)),
                cause);
    }

    private static String reason(Exception cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
