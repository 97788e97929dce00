package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.posix.Stat;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a file.
 *
 * @param stat of the file that was read
 * @param digest of its content
 * @param size bytes that were read
 * @param still it did not change while it was read
 * @param identity by which it is known again; null where that is not sure
 */
record Reading(Stat stat, ByteString digest, long size, boolean still, @Nullable Identity identity) {}
