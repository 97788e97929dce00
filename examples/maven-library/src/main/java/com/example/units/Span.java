package com.example.units;

import java.time.Duration;
import java.util.StringJoiner;

/** Prints durations for people: the two largest units that are not zero. */
public final class Span {
    private Span() {}

    public static String describe(Duration duration) {
        if (duration.isNegative()) {
            return "-" + describe(duration.negated());
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        long[] amounts = {duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()};
        String[] names = {"d", "h", "min", "s"};
        StringJoiner text = new StringJoiner(" ");
        int shown = 0;
        for (int i = 0; i < amounts.length && shown < 2; i++) {
            if (amounts[i] > 0) {
                text.add(amounts[i] + " " + names[i]);
                shown++;
            }
        }
        return text.toString();
    }
}
