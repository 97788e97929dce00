package dev.millrace.evaluator.language;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Durations as pipelines write and show them. */
final class Durations {
    private Durations() {}

    static String words(long millis) {
        var duration = Duration.ofMillis(Math.max(0, millis));
        if (duration.toHours() > 0) {
            return duration.toHours() + " hr " + duration.toMinutesPart() + " min";
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " sec";
        }
        return duration.toSeconds() > 0 ? String.format(Locale.US, "%.1f sec", millis / 1000.0) : millis + " ms";
    }

    /** A unit by its name in any case, with or without the last s. */
    static String unit(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        for (var unit : TimeUnit.values()) {
            if (unit.name().equals(upper) || unit.name().equals(upper + "S")) {
                return unit.name();
            }
        }
        throw new IllegalArgumentException("There is no unit of time '" + name + "'; there are "
                + String.join(
                        ", ",
                        java.util.Arrays.stream(TimeUnit.values())
                                .map(Enum::name)
                                .toList()));
    }
}
