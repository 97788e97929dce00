package dev.millrace.controller.blob;

import java.io.IOException;
import java.nio.file.Path;

/** The blob directory could not take a blob: full, over quota, or read-only. Nothing of it is visible; trying again helps once there is room. */
public final class BlobNotStored extends IOException {
    /** With the size in bytes, where it should have gone, and why it did not. */
    public BlobNotStored(long size, Path directory, long free, IOException cause) {
        super(
                "%d bytes could not be stored in %s (%d MiB free): %s. Make room there; what is stored is not affected"
                        .formatted(size, directory, free >> 20, reason(cause)),
                cause);
    }

    private static String reason(IOException cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
