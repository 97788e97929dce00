package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.QueuedJob;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a job stands in the queue.
 *
 * @param job which
 * @param ahead how many go before it of those that wait for the same labels
 * @param estimate how long it will wait at the pace of the last starts with these labels; empty: too little is known, or it is not in line
 * @param why what it waits for and what would start it
 */
public record Place(QueuedJob job, int ahead, Optional<Duration> estimate, String why) {
    /** Why it waits, and for how long about. */
    public String text() {
        return estimate.map(time -> "%s. About %s at the pace of late".formatted(why, Explanation.span(time)))
                .orElse(why);
    }
}
