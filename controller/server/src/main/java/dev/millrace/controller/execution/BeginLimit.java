package dev.millrace.controller.execution;

/**
 * How many runs may begin at a time. More than make full batches would only all begin later. While more triggers wait to be made durable than a controller
 * at ordinary load has under way, none begins but now and then a few: what is not accepted is lost to whoever asked, what is accepted can wait. Afterwards
 * the limit doubles in the time that a begin takes, as the slow start of TCP does (RFC 5681, section 3.1): all at once would leave nothing for the triggers
 * that still come. Pure; not thread-safe.
 */
final class BeginLimit {
    private static final int MOST_PER_PROCESSOR = 512;
    private static final int ACCEPTED_PER_PROCESSOR = 12;

    private final int least;
    private final int most;
    private final int busy;
    private int now;

    /**
     * Nothing has begun yet.
     *
     * @param least above 0
     * @param most at least that
     * @param busy as many triggers under way hold begins up
     */
    BeginLimit(int least, int most, int busy) {
        this.least = least;
        this.most = most;
        this.busy = busy;
        this.now = most;
    }

    /** As fits so many processors. */
    static BeginLimit of(int processors) {
        return new BeginLimit(processors, MOST_PER_PROCESSOR * processors, ACCEPTED_PER_PROCESSOR * processors);
    }

    /** Whether so many triggers that are being made durable hold begins up. */
    boolean heldUp(int accepting) {
        if (accepting < busy) {
            return false;
        }
        now = least;
        return true;
    }

    /** How many may begin at a time where nothing holds them up. */
    int now() {
        return now;
    }

    /** How many may begin at a time now and then where they are held up. */
    int least() {
        return least;
    }

    /** A run has begun. */
    void begun() {
        now = Math.min(most, now + 1);
    }
}
