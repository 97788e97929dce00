package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Agents that refused a job and are left alone for a while, longer each time, so that job and agent do not go in circles. */
final class Pauses {
    private static final Duration FIRST = Duration.ofSeconds(1);
    /** The longest is 64 s. */
    private static final int MOST_DOUBLINGS = 6;

    private final Map<AgentId, Pause> pauses = new HashMap<>();

    private record Pause(Instant until, int times, String reason) {}

    /** Begins one; gives its length. */
    Duration begin(AgentId agent, String reason, Instant now) {
        var before = pauses.get(agent);
        int times = before == null ? 0 : Math.min(before.times() + 1, MOST_DOUBLINGS);
        var length = FIRST.multipliedBy(1L << times);
        pauses.put(agent, new Pause(now.plus(length), times, reason));
        return length;
    }

    /** It accepted a job, or is gone. */
    void end(AgentId agent) {
        pauses.remove(agent);
    }

    /** Why it is left alone now. */
    Optional<String> reason(AgentId agent, Instant now) {
        return Optional.ofNullable(pauses.get(agent))
                .filter(pause -> pause.until().isAfter(now))
                .map(pause -> "it refused a job a moment ago: " + pause.reason());
    }
}
