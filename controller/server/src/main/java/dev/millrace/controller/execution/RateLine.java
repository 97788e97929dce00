package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs of one branch that begin only so often, in the order in which they were accepted. The first in line may begin once the interval since the last
 * beginning is over. Pure; not thread-safe.
 */
final class RateLine {
    private final TreeMap<Long, Runnable> waiting = new TreeMap<>();
    private Instant last;

    /** @param last when the newest run of the branch began */
    RateLine(Instant last) {
        this.last = last;
    }

    /**
     * When a run may begin; it stands in line from then on. At {@code now} or before: it may.
     *
     * @param changed hears that it may be earlier
     */
    Instant join(RunId run, Duration interval, Instant now, Runnable changed) {
        if (last.isAfter(now)) {
            last = now; // the clock was set back
        }
        waiting.put(run.value(), changed);
        var next = last.plus(interval);
        int ahead = waiting.headMap(run.value()).size();
        return ahead == 0 ? next : (next.isAfter(now) ? next : now).plus(interval.multipliedBy(ahead));
    }

    /** A run begins, whether it stood in line or not. */
    void begun(RunId run, Instant now) {
        waiting.remove(run.value());
        last = now.isAfter(last) ? now : last;
    }

    /** A run leaves without beginning; who was behind it, to be told. */
    List<Runnable> leave(RunId run) {
        return waiting.remove(run.value()) == null
                ? List.of()
                : new ArrayList<>(Map.copyOf(waiting.tailMap(run.value())).values());
    }

    boolean empty() {
        return waiting.isEmpty();
    }
}
