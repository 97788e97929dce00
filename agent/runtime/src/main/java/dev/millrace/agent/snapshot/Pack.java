package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;

/**
 * A blob that contents and chunks are in.
 *
 * @param digest names it
 * @param size bytes
 */
record Pack(ByteString digest, long size) {
    /** Bytes that a pack is filled up to, and the longest piece of a file. */
    static final int FULL = 4 << 20;
}
