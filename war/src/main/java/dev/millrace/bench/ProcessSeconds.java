package dev.millrace.bench;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time of processes by their kind, of those too that have ended since, as far as they were looked at. Looked at for the first time before
 * {@link #begin}, a process counts from then on; otherwise as a whole. Not thread-safe.
 */
final class ProcessSeconds {
    private final Map<Long, Double> last = new HashMap<>();
    private final Map<String, Double> used = new LinkedHashMap<>();

    /** Forgets what was used by now. */
    void begin() {
        used.replaceAll((_, _) -> 0.0);
    }

    /** A process of a kind has used so many seconds in all; fewer than before means that another one has got its number. */
    void seen(String kind, long process, double seconds) {
        double before = last.getOrDefault(process, 0.0);
        used.merge(kind, seconds < before ? seconds : seconds - before, Double::sum);
        last.put(process, seconds);
    }

    /** Seconds by kind, in the order in which the kinds were seen. */
    Map<String, Double> used() {
        return used;
    }
}
