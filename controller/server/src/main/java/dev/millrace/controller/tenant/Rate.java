package dev.millrace.controller.tenant;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often runs of a branch begin: {@code rateLimitBuilds(throttle: [count: 3, durationName: 'hour'])}. They are spread evenly, so that three an hour
 * are one every 20 minutes.
 *
 * @param count how many in the time; 1 or more
 * @param unit the time, a name: {@code second} to {@code year}
 * @param userBoost those that people start do not wait
 */
public record Rate(int count, String unit, boolean userBoost) {
    private static final Map<String, Duration> UNITS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7),
            "month", Duration.ofDays(31),
            "year", Duration.ofDays(365));

    public Rate {
        if (count < 1 || !UNITS.containsKey(unit)) {
            throw new IllegalArgumentException("Not a rate: %d in a %s".formatted(count, unit));
        }
    }

    /** From what a pipeline says; empty where it says none that is one. */
    static Optional<Rate> of(@Nullable Object said) {
        return said instanceof Map<?, ?> fields
                        && fields.get("count") instanceof Number count
                        && count.intValue() > 0
                        && fields.get("durationName") instanceof String unit
                        && UNITS.containsKey(unit)
                ? Optional.of(new Rate(count.intValue(), unit, Boolean.TRUE.equals(fields.get("userBoost"))))
                : Optional.empty();
    }

    /** From the beginning of a run to that of the next, at least. */
    public Duration interval() {
        return UNITS.getOrDefault(unit, Duration.ZERO).dividedBy(count);
    }

    /** {@code 1 run a minute}. */
    public String words() {
        return "%d run%s %s %s".formatted(count, count == 1 ? "" : "s", unit.equals("hour") ? "an" : "a", unit);
    }
}
