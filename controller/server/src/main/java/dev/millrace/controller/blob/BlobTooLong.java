package dev.millrace.controller.blob;

import java.io.IOException;

/** More bytes came than were announced. */
public final class BlobTooLong extends IOException {
    /** With the announced size in bytes. */
    public BlobTooLong(long announced) {
        super("More than the announced %d bytes".formatted(announced));
    }
}
