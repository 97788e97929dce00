package dev.millrace.controller.fleet;

import dev.millrace.controller.base.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When agents were last seen, which is for people: in memory at every heartbeat, and of all agents together once in a while for their rows, whose
 * writes would cost more than they tell. Safe for use by many threads.
 */
final class LastSeen {
    private final Duration between;
    private final Map<AgentId, Instant> seen = new ConcurrentHashMap<>();
    private final Map<AgentId, Instant> unsaved = new ConcurrentHashMap<>();
    private Instant nextSave;

    /** Saved at most so often, from now on. */
    LastSeen(Duration between, Instant now) {
        this.between = between;
        this.nextSave = now.plus(between);
    }

    /** As it is stored. */
    void stored(AgentId agent, Instant at) {
        seen.put(agent, at);
    }

    void seen(AgentId agent, Instant at) {
        seen.put(agent, at);
        unsaved.put(agent, at);
    }

    Optional<Instant> of(AgentId agent) {
        return Optional.ofNullable(seen.get(agent));
    }

    /** It is not an agent any more. */
    void forget(AgentId agent) {
        seen.remove(agent);
        unsaved.remove(agent);
    }

    /** What is to be saved now; nothing while it is too soon. */
    synchronized Map<AgentId, Instant> due(Instant now) {
        return now.isBefore(nextSave) ? Map.of() : all(now);
    }

    /** All that is not saved. */
    synchronized Map<AgentId, Instant> all(Instant now) {
        nextSave = now.plus(between);
        var taken = Map.copyOf(unsaved);
        taken.forEach(unsaved::remove);
        return taken;
    }
}
