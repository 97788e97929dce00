package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs that were accepted and have not begun. Safe for use by many threads. */
public interface WaitingRuns {
    /** All of them, the oldest first. */
    List<WaitingRun> waiting();

    /** What a run waits for before it begins. */
    enum Kind {
        /** The end of its quiet period. */
        QUIET_PERIOD,
        /** The next time at which its branch may begin a run. */
        RATE,
        /** The end of a run before it. */
        EARLIER_RUN,
        /** A place among the programs in memory. */
        PLACE
    }

    /**
     * A run that waits.
     *
     * @param why what it waits for and what would begin it
     * @param since when it waits
     * @param until when it begins at the earliest, where that is known
     */
    record WaitingRun(RunId run, Kind kind, String why, Instant since, Optional<Instant> until) {}
}
