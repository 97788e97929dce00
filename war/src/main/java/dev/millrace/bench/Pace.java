package dev.millrace.bench;

import java.time.Duration;

/**
 * When each job of a load is due. It grows evenly for some time, then stays: nothing that has just been started is asked for all at once.
 *
 * @param perSecond jobs, once it stays
 * @param growing for how long it grows
 */
record Pace(int perSecond, Duration growing) {
    Pace {
        if (perSecond < 1) {
            throw new IllegalArgumentException("Not a rate: " + perSecond);
        }
    }

    /** Nanoseconds from the begin to the job of this number, from 0. */
    long due(long number) {
        double seconds = growing.toNanos() / 1e9;
        double grown = perSecond * seconds / 2;
        double due = number < grown
                ? Math.sqrt(2 * number * seconds / perSecond)
                : seconds / 2 + (double) number / perSecond;
        return (long) (due * 1e9);
    }
}
