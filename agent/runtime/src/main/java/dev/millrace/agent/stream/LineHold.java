package dev.millrace.agent.stream;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Keeps back the beginning of a line for a moment, so that lines which branches of a run print side by side are not torn. What has no end by then, such as
 * a question or a progress bar, is sent as it is. Pure, not safe for use by many threads.
 */
final class LineHold {
    /** The longest time for which the beginning of a line is kept back. */
    static final Duration LONGEST = Duration.ofMillis(200);

    /** Bytes of a line that are not kept back any more. */
    static final int MOST = 4096;

    private static final long NONE = -1;

    private long end = NONE;
    private long since;

    /**
     * How many of the bytes to send now; 0 is none.
     *
     * @param position of the first in the output
     * @param now in nanoseconds of a clock that does not go back
     */
    int sendable(ByteBuffer data, long position, long now) {
        var lines = data.limit();
        while (lines > data.position() && data.get(lines - 1) != '\n') {
            lines--;
        }
        if (lines > data.position()) {
            end = NONE;
            return lines - data.position();
        }
        if (end == NONE) {
            since = now;
        }
        end = position + data.remaining();
        if (data.remaining() < MOST && millisLeft(now) > 0) {
            return 0;
        }
        end = NONE;
        return data.remaining();
    }

    /** True when output up to here is to be looked at again: there is more of it than was kept back, or that has waited long enough. */
    boolean isDue(long available, long now) {
        return available > end || millisLeft(now) == 0;
    }

    /** Milliseconds for which what is kept back still waits, rounded up; 0 where nothing is kept back. */
    long millisLeft(long now) {
        return end == NONE ? 0 : Math.max(0, LONGEST.toMillis() - (now - since) / 1_000_000);
    }
}
