package dev.millrace.plugins.data;

import dev.millrace.api.step.StepException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes of what a parser returned values that pipelines know, in their order, and counts: aliases can make much of little. Not thread-safe. */
final class Values {
    /** Pipelines take values that are nested 64 deep. */
    static final int DEEPEST = 60;

    private static final int MOST = 500_000;
    /** Written out: exponents make much of little, too. */
    private static final int MOST_DIGITS = 1_000;

    private final String format;
    private int count;

    private Values(String format) {
        this.format = format;
    }

    /** @param format for messages: {@code YAML} */
    static @Nullable Object of(String format, @Nullable Object parsed) throws StepException {
        return new Values(format).value(parsed, 0);
    }

    private @Nullable Object value(@Nullable Object parsed, int depth) throws StepException {
        if (depth > DEEPEST) {
            throw new StepException("too-deep", "The %s is nested deeper than %d".formatted(format, DEEPEST));
        }
        if (++count > MOST) {
            throw new StepException(
                    "too-large",
                    "The %s has more than %d values, aliases counted as what they stand for".formatted(format, MOST));
        }
        return switch (parsed) {
            case null -> null;
            case Boolean truth -> truth;
            case Integer number -> number;
            case Long number -> number;
            case BigInteger number -> number;
            case BigDecimal number -> {
                if (Math.abs((long) number.scale()) > MOST_DIGITS) {
                    throw new StepException(
                            "too-large",
                            "The %s has the number %s, which has more than %d digits"
                                    .formatted(format, number, MOST_DIGITS));
                }
                yield number;
            }
            case Double number -> number;
            case Float number -> number.doubleValue();
            case Short number -> number.intValue();
            case byte[] data -> data;
            case Map<?, ?> map -> {
                var values = new LinkedHashMap<String, @Nullable Object>();
                for (var entry : map.entrySet()) {
                    values.put(String.valueOf(entry.getKey()), value(entry.getValue(), depth + 1));
                }
                yield values;
            }
            case List<?> list -> items(list, depth);
            case Set<?> set -> items(set, depth);
            default -> parsed.toString();
        };
    }

    private List<@Nullable Object> items(Iterable<?> items, int depth) throws StepException {
        var values = new ArrayList<@Nullable Object>();
        for (var item : items) {
            values.add(value(item, depth + 1));
        }
        return values;
    }
}
