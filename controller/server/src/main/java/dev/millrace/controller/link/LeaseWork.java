package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.lease.LeaseKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Operations of one lease. Safe for use by many threads. */
final class LeaseWork {
    final LeaseKey key;
    final AgentId agent;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Refs.Name, LiveOperation> operations = new HashMap<>();
    /** Steps whose outcome is journaled. */
    private final Set<Integer> acknowledged = new HashSet<>();
    /** What the agent said at its last hello that its spool has. */
    private final Set<Refs.Name> spooled = new HashSet<>();

    LeaseWork(LeaseKey key, AgentId agent) {
        this.key = key;
        this.agent = agent;
    }

    /** The operation of a name, begun if there is none. */
    LiveOperation operation(Refs.Name name, Supplier<LiveOperation> begin) {
        lock.lock();
        try {
            if (acknowledged.contains(name.step())) {
                throw new IllegalStateException("%s was acknowledged: its agent has forgotten it".formatted(name));
            }
            return operations.computeIfAbsent(name, _ -> begin.get());
        } finally {
            lock.unlock();
        }
    }

    Optional<LiveOperation> find(Refs.Name name) {
        lock.lock();
        try {
            return Optional.ofNullable(operations.get(name));
        } finally {
            lock.unlock();
        }
    }

    List<LiveOperation> operations() {
        lock.lock();
        try {
            return new ArrayList<>(operations.values());
        } finally {
            lock.unlock();
        }
    }

    /** Notes what the agent's spool has. */
    void spooled(Collection<Refs.Name> names) {
        lock.lock();
        try {
            spooled.clear();
            spooled.addAll(names);
        } finally {
            lock.unlock();
        }
    }

    boolean isSpooled(Refs.Name name) {
        lock.lock();
        try {
            return spooled.contains(name);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a step; gives the names that its agent may forget too. */
    List<Refs.Name> acknowledge(int step) {
        lock.lock();
        try {
            acknowledged.add(step);
            var names = new HashSet<>(operations.keySet());
            names.addAll(spooled);
            names.removeIf(name -> name.step() != step);
            operations.keySet().removeAll(names);
            return List.copyOf(names);
        } finally {
            lock.unlock();
        }
    }

    boolean isAcknowledged(Refs.Name name) {
        lock.lock();
        try {
            return acknowledged.contains(name.step());
        } finally {
            lock.unlock();
        }
    }

    void gone(String reason) {
        operations().forEach(operation -> operation.gone(key, reason));
    }
}
