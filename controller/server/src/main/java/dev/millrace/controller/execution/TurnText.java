package dev.millrace.controller.execution;

import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Series;
import dev.millrace.controller.tenant.Rate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a run that has not begun waits for, in a sentence for people. Pure. */
final class TurnText {
    static final String PLACE = "Runs that were started before it begin first, as many at a time as there is room for";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private TurnText() {}

    static String quiet(Instant until, Instant now) {
        return "Its quiet period ends at " + at(until, now);
    }

    static String rate(Series series, Rate rate, Instant next, Instant now) {
        return "%s starts at most %s: next at %s"
                .formatted(
                        series.branch().isEmpty()
                                ? "Its project"
                                : "Branch '%s' of its project".formatted(series.branch()),
                        rate.words(),
                        at(next, now));
    }

    static String before(Run other, String option) {
        return "#%d has to end first: %s".formatted(other.number(), option);
    }

    /** The time of a day, and the day where it is another one; in whole seconds, rounded up. */
    static String at(Instant when, Instant now) {
        var second = when.plusNanos(999_999_999).atOffset(ZoneOffset.UTC);
        return second.toLocalDate().equals(now.atOffset(ZoneOffset.UTC).toLocalDate())
                ? TIME.format(second)
                : DAY_AND_TIME.format(second);
    }
}
