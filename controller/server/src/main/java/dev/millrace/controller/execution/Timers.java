package dev.millrace.controller.execution;

import java.time.Duration;
import java.time.Instant;

/** Wakes at times. */
interface Timers {
    /** Runs something soon after a time, at once if it is past; it must not block. */
    Timer at(Instant due, Runnable action);

    /**
     * Runs something soon after a span that began at a time, also where that time was before this controller started. Where the clock was set back since
     * then it runs a whole span from now at the latest; where it was set ahead, at once.
     */
    Timer after(Instant begun, Duration span, Runnable action);

    /** What will be woken. */
    interface Timer {
        /** Forgets it; no failure where it was woken. */
        void cancel();
    }
}
