package dev.millrace.controller.queue;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads amounts as people write them for Kubernetes: {@code 500m}, {@code 2}, {@code 1.5}, {@code 512Mi}, {@code 4Gi}, {@code 2G}. Pure. */
public final class Quantities {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(m|k|K|M|G|T|Ki|Mi|Gi|Ti)?");
    private static final Map<String, Long> UNITS = Map.of(
            "k", 1_000L,
            "K", 1_000L,
            "M", 1_000_000L,
            "G", 1_000_000_000L,
            "T", 1_000_000_000_000L,
            "Ki", 1L << 10,
            "Mi", 1L << 20,
            "Gi", 1L << 30,
            "Ti", 1L << 40);

    private Quantities() {}

    /**
     * Thousandths of a core.
     *
     * @throws IllegalArgumentException it is no amount of cores
     */
    public static long cpuMillis(Object text) {
        var amount = AMOUNT.matcher(text.toString().strip());
        if (!amount.matches() || !List.of("", "m").contains(amount.group(2) == null ? "" : amount.group(2))) {
            throw new IllegalArgumentException(
                    "cpu is a number of cores such as 2, 0.5 or 500m, not '%s'".formatted(text));
        }
        return whole(new BigDecimal(amount.group(1)), amount.group(2) == null ? 1_000 : 1);
    }

    /**
     * Bytes.
     *
     * @throws IllegalArgumentException it is no amount of memory
     */
    public static long bytes(Object text) {
        var amount = AMOUNT.matcher(text.toString().strip());
        if (!amount.matches() || "m".equals(amount.group(2))) {
            throw new IllegalArgumentException(
                    "memory is an amount such as 512Mi, 4Gi or 2G, not '%s'".formatted(text));
        }
        var unit = amount.group(2);
        return whole(new BigDecimal(amount.group(1)), unit == null ? 1 : UNITS.getOrDefault(unit, 1L));
    }

    private static long whole(BigDecimal amount, long unit) {
        var whole = amount.multiply(BigDecimal.valueOf(unit)).toBigInteger();
        return whole.bitLength() > 62 ? Resources.UNSTATED : whole.longValue();
    }

    /**
     * What a node asks for.
     *
     * @param cpu null: nothing
     * @param memory null: nothing
     * @param named map of counts by name; null: nothing
     * @throws IllegalArgumentException one of them does not fit
     */
    public static Resources resources(@Nullable Object cpu, @Nullable Object memory, @Nullable Object named) {
        var counts = new TreeMap<String, Long>();
        if (named instanceof Map<?, ?> map) {
            map.forEach((name, count) -> {
                if (!String.valueOf(count).matches("[1-9]\\d{0,8}")) {
                    throw new IllegalArgumentException(
                            "resources are counts by name such as [gpu: 1], not %s of '%s'".formatted(count, name));
                }
                counts.put(String.valueOf(name), Long.parseLong(String.valueOf(count)));
            });
        } else if (named != null) {
            throw new IllegalArgumentException(
                    "resources are counts by name such as [gpu: 1], not '%s'".formatted(named));
        }
        return new Resources(cpu == null ? 0 : cpuMillis(cpu), memory == null ? 0 : bytes(memory), counts);
    }

    /**
     * What an agent with these labels has: {@code cpu=8}, {@code memory=32Gi}, {@code gpu=2}. What they do not state of cpu and memory is the machine's; where
     * that is not known, enough.
     *
     * @param machineCpu thousandths of a core; 0: not known
     * @param machineMemory bytes; 0: not known
     */
    public static Resources stated(Collection<String> labels, long machineCpu, long machineMemory) {
        long cpu = machineCpu == 0 ? Resources.UNSTATED : machineCpu;
        long memory = machineMemory == 0 ? Resources.UNSTATED : machineMemory;
        var counts = new TreeMap<String, Long>();
        for (var label : labels) {
            int equals = label.indexOf('=');
            var name = equals < 1 ? "" : label.substring(0, equals);
            var value = label.substring(equals + 1);
            if (!AMOUNT.matcher(value).matches() || name.isEmpty()) {
                continue;
            }
            if (name.equals("cpu") && !value.matches(".*[kKMGTi]")) {
                cpu = cpuMillis(value);
            } else if (name.equals("memory") && !value.endsWith("m")) {
                memory = bytes(value);
            } else if (value.matches("[1-9]\\d{0,8}")) {
                counts.put(name, Long.parseLong(value));
            }
        }
        return new Resources(cpu, memory, counts);
    }
}
