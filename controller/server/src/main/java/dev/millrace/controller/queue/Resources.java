package dev.millrace.controller.queue;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of what an agent has. As a job's need, what it takes for itself beside its executor; as an agent's capacity, what all its jobs share.
 *
 * @param cpuMillis thousandths of a core
 * @param memoryBytes memory
 * @param named other things that are counted, by name: {@code gpu}; none of them is 0
 */
public record Resources(long cpuMillis, long memoryBytes, SortedMap<String, Long> named) {
    /** Nothing. */
    public static final Resources NONE = new Resources(0, 0, Map.of());
    /** Of an agent that does not say how much cpu and memory it has: enough for every job. */
    public static final long UNSTATED = Long.MAX_VALUE / 4;

    public Resources {
        if (cpuMillis < 0 || memoryBytes < 0 || named.values().stream().anyMatch(count -> count <= 0)) {
            throw new IllegalArgumentException(
                    "Below 0 or an empty count: cpu %d, memory %d, named %s".formatted(cpuMillis, memoryBytes, named));
        }
        named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
    }

    /** Whether it is nothing. */
    public boolean none() {
        return cpuMillis == 0 && memoryBytes == 0 && named.isEmpty();
    }

    /** With the named ones in any order. */
    public Resources(long cpuMillis, long memoryBytes, Map<String, Long> named) {
        this(cpuMillis, memoryBytes, new TreeMap<>(named));
    }
}
