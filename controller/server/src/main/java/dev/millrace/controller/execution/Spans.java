package dev.millrace.controller.execution;

import dev.millrace.wire.proto.NamedValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Spans of time as pipelines write them: {@code time} and {@code unit}. */
final class Spans {
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Spans() {}

    /** The span; empty where it is none. At most ten years. */
    static Optional<Duration> of(List<NamedValue> arguments, String defaultUnit) {
        var unit = Markers.text(arguments, "unit").strip().toUpperCase(Locale.ROOT);
        try {
            var time = new BigDecimal(Markers.text(arguments, "time").strip());
            var nanos = switch (unit.isEmpty() ? defaultUnit : unit) {
                case "NANOSECONDS" -> time;
                case "MICROSECONDS" -> time.movePointRight(3);
                case "MILLISECONDS" -> time.movePointRight(6);
                case "SECONDS" -> time.movePointRight(9);
                case "MINUTES" -> time.movePointRight(9).multiply(BigDecimal.valueOf(60));
                case "HOURS" -> time.movePointRight(9).multiply(BigDecimal.valueOf(3600));
                case "DAYS" -> time.movePointRight(9).multiply(BigDecimal.valueOf(86_400));
                default -> null;
            };
            if (nanos == null || nanos.signum() < 0) {
                return Optional.empty();
            }
            var longest = BigDecimal.valueOf(LONGEST.toSeconds()).movePointRight(9);
            return Optional.of(
                    nanos.compareTo(longest) > 0
                            ? LONGEST
                            : Duration.ofNanos(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE))
                                    .longValue()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The two largest parts: {@code 2 hr 5 min}, {@code 10 sec}, {@code 250 ms}. */
    static String words(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + " days " + span.toHoursPart() + " hr";
        }
        if (span.toHours() > 0) {
            return span.toHours() + " hr " + span.toMinutesPart() + " min";
        }
        if (span.toMinutes() > 0) {
            return span.toMinutes() + " min " + span.toSecondsPart() + " sec";
        }
        return span.toSeconds() > 0 ? span.toSeconds() + " sec" : span.toMillis() + " ms";
    }
}
