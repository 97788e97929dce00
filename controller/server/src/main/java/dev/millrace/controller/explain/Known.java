package dev.millrace.controller.explain;

import dev.millrace.wire.proto.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * All that is known of a run.
 *
 * @param run its row
 * @param journal from its beginning
 * @param reasons why its jobs waited, as that changed
 * @param printed last lines that a step printed, by its number
 * @param now where a run goes on, until now
 */
record Known(
        Facts run, List<JournalEntry> journal, List<Reason> reasons, IntFunction<List<String>> printed, Instant now) {
    Known {
        journal = List.copyOf(journal);
        reasons = List.copyOf(reasons);
    }

    /**
     * What the row says.
     *
     * @param title {@code shop #12}
     * @param file of the pipeline
     * @param cause in words
     * @param state how it stands
     * @param result empty while it goes on
     * @param refused validation refused its pipeline
     * @param problems of a run that was refused or could not go on, in words
     * @param acceptedAt when it was made
     * @param overAt when it was over
     */
    record Facts(
            String title,
            String file,
            String cause,
            String state,
            Optional<String> result,
            boolean refused,
            List<String> problems,
            Instant acceptedAt,
            Optional<Instant> overAt) {}

    /** Why a step's job waits from then on; step 0: the run itself, before it began. */
    record Reason(int step, Instant at, String why) {}
}
