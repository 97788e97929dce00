package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** The leases that are not over for good: by key, by agent, and by when they are due. Belongs to the engine's thread. */
final class LeaseBook {
    private final Duration margin;
    private final Map<LeaseKey, LiveLease> leases = new HashMap<>();
    private final Map<AgentId, Set<LiveLease>> byAgent = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));

    private record Due(Instant at, LiveLease lease) {}

    /** With the time after a deadline at which a lease is due. */
    LeaseBook(Duration margin) {
        this.margin = margin;
    }

    void add(LiveLease lease) {
        leases.put(lease.key, lease);
        byAgent.computeIfAbsent(lease.agent, _ -> new HashSet<>()).add(lease);
        watch(lease);
    }

    void remove(LiveLease lease) {
        leases.remove(lease.key);
        byAgent.computeIfPresent(lease.agent, (_, held) -> {
            held.remove(lease);
            return held.isEmpty() ? null : held;
        });
    }

    Set<LiveLease> of(AgentId agent) {
        return Set.copyOf(byAgent.getOrDefault(agent, Set.of()));
    }

    int count(AgentId agent) {
        return byAgent.getOrDefault(agent, Set.of()).size();
    }

    /** The lease of this key, if this agent has it. */
    Optional<LiveLease> find(AgentId agent, LeaseKey key) {
        return Optional.ofNullable(leases.get(key)).filter(lease -> lease.agent.equals(agent));
    }

    /** Takes out the watch of one that is due, or that was when it was last looked at; {@link #watch} it again while it is not over. */
    Optional<LiveLease> nextDue(Instant now) {
        while (!due.isEmpty() && !due.peek().at().isAfter(now)) {
            var lease = due.poll().lease();
            if (leases.get(lease.key) == lease) {
                return Optional.of(lease);
            }
        }
        return Optional.empty();
    }

    void watch(LiveLease lease) {
        lease.deadline().ifPresent(deadline -> due.add(new Due(deadline.plus(margin), lease)));
    }
}
