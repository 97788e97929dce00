package dev.millrace.agent.posix;

import java.time.Duration;
import java.time.Instant;

/**
 * A time of a file.
 *
 * @param seconds since the Unix epoch
 * @param nanos of the second
 */
public record Time(long seconds, int nanos) {
    public Time {
        if (nanos < 0 || nanos > 999_999_999) {
            throw new IllegalArgumentException("Not nanoseconds of a second: " + nanos);
        }
    }

    /** It lies before another one by more than so much. */
    public boolean before(Instant other, Duration margin) {
        var end = other.minus(margin);
        return seconds < end.getEpochSecond() || (seconds == end.getEpochSecond() && nanos < end.getNano());
    }
}
