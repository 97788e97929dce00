package dev.millrace.controller.log;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Write;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Logs of runs: bytes in order, addressed by position. Safe for use by many threads.
 *
 * <p>Appends of one run get their place in the order of the calls. Each is durable when its future completes; readers see only what is durable.
 */
public interface RunLogs {
    /**
     * Appends lines of a step, each ending with a newline.
     *
     * @param timestamps each begins with the time
     */
    CompletableFuture<Void> append(RunId run, int step, byte[] lines, boolean timestamps);

    /**
     * Appends lines and commits rows with them, all or nothing. Units of one run are committed in the order of the calls.
     *
     * @param lines each ending with a newline; may be empty
     */
    CompletableFuture<Void> append(RunId run, int step, byte[] lines, List<Write<?>> rows);

    /**
     * Appends output of an operation. Bytes below what is already there are dropped, so that a repeated message changes nothing; a gap is refused
     * with {@link IllegalArgumentException}.
     *
     * @param offset of the first byte in the operation's output
     * @return completes with the offset up to which the output is durable
     */
    CompletableFuture<Long> appendOutput(LogOutput output, long offset, byte[] data);

    /** Up to where the output of an operation is durable; 0 where there is none. */
    long outputEnd(LogOutput output);

    /** A run that has just been accepted: its log is empty, there is no need to look. */
    void begin(RunId run);

    /** Length of the durable log in bytes. */
    long length(RunId run);

    /** Copies from a position to at most {@code limit} bytes of the durable log; never holds more than a chunk of it in memory. */
    void copy(RunId run, long position, long limit, OutputStream to) throws IOException;

    /** The end of what the operations of a step printed, at most so many bytes; less of it where it came in small pieces. */
    byte[] tail(RunId run, int step, int bytes);

    /**
     * Calls back, from some thread and without holding it up, whenever the durable log of a run has grown, with the new length. What is slow to
     * react hears of the newest length only.
     */
    Subscription follow(RunId run, LengthListener listener);

    /** Hears of growth. Must not block. */
    interface LengthListener {
        /** The durable log is now this long. */
        void grewTo(long length);
    }

    /** Ends with {@link #close}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
