package dev.millrace.controller.execution;

import java.time.Instant;

/** Wakes at times. */
interface Timers {
    /** Runs something soon after a time, at once if it is past; it must not block. */
    Timer at(Instant due, Runnable action);

    /** What will be woken. */
    interface Timer {
        /** Forgets it; no failure where it was woken. */
        void cancel();
    }
}
