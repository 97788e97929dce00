package dev.millrace.controller.tenant;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The most that one run of an organization may take. A run that reaches one of them fails, with a problem that names it.
 *
 * @param steps that it may ask for, blocks and branches among them
 * @param journalBytes of its entries
 * @param branches of all its {@code parallel} blocks together
 * @param valueBytes of what one step is given
 * @param cpu processor time that it may compute without asking for a step
 * @param heapPercent share of its evaluator's memory, when that is full
 * @param logBytes of its log
 */
public record RunLimits(
        long steps, long journalBytes, long branches, long valueBytes, Duration cpu, long heapPercent, long logBytes) {
    /** What holds where nobody said anything else. */
    public static final RunLimits USUAL =
            new RunLimits(1_000_000, 1L << 30, 20_000, 8L << 20, Duration.ofSeconds(60), 50, 4L << 30);

    private static final long MOST_VALUE_BYTES = 15L << 20;

    public RunLimits {
        check("steps", steps, Long.MAX_VALUE);
        check("journalBytes", journalBytes, Long.MAX_VALUE);
        check("branches", branches, Long.MAX_VALUE);
        // what is larger does not fit into a message
        check("valueBytes", valueBytes, MOST_VALUE_BYTES);
        check("cpuSeconds", cpu.toSeconds(), Duration.ofDays(1).toSeconds());
        check("heapPercent", heapPercent, 100);
        check("logBytes", logBytes, Long.MAX_VALUE);
    }

    private static void check(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("%s is %d, it can be 1 to %d".formatted(name, value, most));
        }
    }

    /** By the names that people set them with, in this order. */
    public Map<String, Long> named() {
        var named = new LinkedHashMap<String, Long>();
        named.put("steps", steps);
        named.put("journalBytes", journalBytes);
        named.put("branches", branches);
        named.put("valueBytes", valueBytes);
        named.put("cpuSeconds", cpu.toSeconds());
        named.put("heapPercent", heapPercent);
        named.put("logBytes", logBytes);
        return named;
    }

    /**
     * The same with some of them changed.
     *
     * @throws IllegalArgumentException where a name is none of theirs, or a value is out of its range
     */
    public RunLimits with(Map<String, Long> changes) {
        var all = named();
        changes.forEach((name, value) -> {
            if (all.replace(name, value) == null) {
                throw new IllegalArgumentException(
                        "There is no limit %s, there are %s".formatted(name, String.join(", ", all.keySet())));
            }
        });
        return of(all);
    }

    private static RunLimits of(Map<String, Long> all) {
        return new RunLimits(
                all.getOrDefault("steps", 0L),
                all.getOrDefault("journalBytes", 0L),
                all.getOrDefault("branches", 0L),
                all.getOrDefault("valueBytes", 0L),
                Duration.ofSeconds(all.getOrDefault("cpuSeconds", 0L)),
                all.getOrDefault("heapPercent", 0L),
                all.getOrDefault("logBytes", 0L));
    }
}
