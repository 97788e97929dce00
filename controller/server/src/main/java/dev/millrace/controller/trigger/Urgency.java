package dev.millrace.controller.trigger;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a run is to begin, as who starts it says; what is empty its project says.
 *
 * @param quietPeriod how long it waits before it begins; another trigger of the same within that time is the same run
 * @param priority of its jobs and locks, larger goes first; 0 is usual
 */
public record Urgency(Optional<Duration> quietPeriod, OptionalInt priority) {
    /** As its project says. */
    public static final Urgency USUAL = new Urgency(Optional.empty(), OptionalInt.empty());

    /** A week: beyond it nobody means it. */
    public static final Duration LONGEST_QUIET = Duration.ofDays(7);

    public Urgency {
        quietPeriod.ifPresent(quiet -> {
            if (quiet.isNegative() || quiet.compareTo(LONGEST_QUIET) > 0) {
                throw new IllegalArgumentException("Not a quiet period of 0 to 7 days: " + quiet);
            }
        });
    }

    /** It waits before it begins. */
    public boolean quiet() {
        return quietPeriod.filter(Duration::isPositive).isPresent();
    }
}
