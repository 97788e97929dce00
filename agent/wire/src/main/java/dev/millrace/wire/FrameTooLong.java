package dev.millrace.wire;

import java.io.IOException;

/** The peer announced a message over the limit: it is broken or hostile, and the connection ends. */
public final class FrameTooLong extends IOException {
    /** With the announced length (negative where it does not even fit 32 bits) and the limit, in bytes. */
    public FrameTooLong(long announced, int limit) {
        super("The peer announced a message of %s bytes; the limit is %d"
                .formatted(announced < 0 ? "more than 2 GiB" : Long.toString(announced), limit));
    }
}
