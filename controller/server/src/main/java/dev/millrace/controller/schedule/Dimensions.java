package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The things that are counted: executors, cpu, memory, and what jobs and agents name. Names stay known; there are as many as people invent. */
final class Dimensions {
    private static final int FIXED = 3;

    private final Map<String, Integer> named = new HashMap<>();
    private final List<String> names = new ArrayList<>(List.of("executors", "cpu", "memory"));

    Amounts amounts(int executors, Resources resources) {
        resources.named().keySet().forEach(this::index);
        var values = new long[resources.named().isEmpty() ? FIXED : names.size()];
        values[0] = executors;
        values[1] = resources.cpuMillis();
        values[2] = resources.memoryBytes();
        resources.named().forEach((name, count) -> values[index(name)] = count);
        return new Amounts(values);
    }

    /** What an agent adds to the whole: nothing of what it does not state. */
    Amounts countable(AgentOffer offer) {
        var capacity = offer.capacity();
        return amounts(
                offer.executors(),
                new Resources(stated(capacity.cpuMillis()), stated(capacity.memoryBytes()), capacity.named()));
    }

    private static long stated(long amount) {
        return amount == Resources.UNSTATED ? 0 : amount;
    }

    private int index(String name) {
        return named.computeIfAbsent(name, added -> {
            names.add(added);
            return names.size() - 1;
        });
    }

    /** How a dimension is called; amounts of cpu and memory are written with their unit. */
    String text(int dimension, long amount) {
        return switch (dimension) {
            case 1 -> "%s cores".formatted(amount % 1_000 == 0 ? "" + amount / 1_000 : "" + amount / 1_000.0);
            case 2 -> "%d MiB of memory".formatted(amount >> 20);
            default -> "%d %s".formatted(amount, names.get(dimension));
        };
    }
}
