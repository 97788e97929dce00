package dev.millrace.wire;

import java.io.IOException;

/** A message of this connection is missing: only another connection brings both sides to the same state. */
public final class FramesOutOfOrder extends IOException {
    /** With the number that was to come and the one that came. */
    public FramesOutOfOrder(long expected, long found) {
        super("Message %d of the connection came where %d was to come".formatted(found, expected));
    }
}
