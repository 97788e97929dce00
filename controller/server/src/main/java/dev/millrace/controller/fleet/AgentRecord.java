package dev.millrace.controller.fleet;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.fleet.FleetRegister.Introduction;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;

/**
 * An agent as it is stored.
 *
 * @param state {@code enabled}, {@code draining}, {@code disabled}, {@code removed}
 * @param spent an ephemeral one that was given its job
 */
record AgentRecord(
        AgentId id,
        AgentKey key,
        Introduction introduction,
        String state,
        Instant createdAt,
        Optional<Instant> lastSeenAt,
        boolean spent) {

    boolean removed() {
        return state.equals("removed");
    }

    boolean ephemeral() {
        return introduction.ephemeral();
    }

    AgentRecord withKey(AgentKey other) {
        return new AgentRecord(id, other, introduction, state, createdAt, lastSeenAt, spent);
    }

    /** It was given its one job. */
    AgentRecord spend() {
        return new AgentRecord(id, key, introduction, state, createdAt, lastSeenAt, true);
    }

    /** It joined again: what it says now holds. */
    AgentRecord joinedAgain(Introduction now) {
        return new AgentRecord(id, key, now, state, createdAt, lastSeenAt, spent);
    }

    /** It came back: what it says now holds, but for its name, labels that it did not join with, and whether it is ephemeral. */
    AgentRecord cameBack(Introduction now) {
        var granted = new HashSet<>(introduction.labels());
        var known = new Introduction(
                introduction.name(),
                now.labels().stream().filter(granted::contains).toList(),
                now.executors(),
                now.environment(),
                now.platform(),
                now.release(),
                now.protocol(),
                now.sandboxes(),
                now.cpuMillis(),
                now.memoryBytes(),
                introduction.ephemeral());
        return joinedAgain(known);
    }

    AgentRecord inState(String other) {
        return new AgentRecord(id, key, introduction, other, createdAt, lastSeenAt, spent);
    }

    AgentRecord seenAt(Instant at) {
        return new AgentRecord(id, key, introduction, state, createdAt, Optional.of(at), spent);
    }
}
