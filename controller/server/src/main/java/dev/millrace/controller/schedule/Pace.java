package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.LabelExpression;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Optional;

/** How fast jobs of each label expression start, from their last starts. Those that started none for longest are forgotten. */
final class Pace {
    private static final int STARTS = 64;
    private static final int LINES = 4_096;

    private final LinkedHashMap<LabelExpression, ArrayDeque<Instant>> lines = new LinkedHashMap<>();

    void started(LabelExpression labels, Instant now) {
        var known = lines.get(labels);
        var starts = known == null ? new ArrayDeque<Instant>(STARTS) : known;
        lines.putLast(labels, starts);
        if (starts.size() == STARTS) {
            starts.removeFirst();
        }
        starts.addLast(now);
        if (lines.size() > LINES) {
            lines.pollFirstEntry();
        }
    }

    /** How long the job behind {@code ahead} others will wait, if it goes on as it went; empty: too little is known. */
    Optional<Duration> estimate(LabelExpression labels, int ahead, Instant now) {
        var starts = lines.get(labels);
        if (starts == null || starts.size() < 2) {
            return Optional.empty();
        }
        // The time since the last start counts: a line that stands still has no pace.
        var span = Duration.between(starts.getFirst(), now);
        return span.isPositive()
                ? Optional.of(span.multipliedBy(ahead + 1L).dividedBy(starts.size()))
                : Optional.empty();
    }
}
