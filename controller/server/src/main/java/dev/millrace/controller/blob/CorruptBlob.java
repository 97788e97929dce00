package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;

/** Bytes do not have the digest that names them. */
public final class CorruptBlob extends IOException {
    /** Between the digest wanted and what was found. */
    public CorruptBlob(Digest wanted, String found) {
        super("Content of %s is %s".formatted(wanted, found));
    }
}
