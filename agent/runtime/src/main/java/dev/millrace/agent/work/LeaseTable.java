package dev.millrace.agent.work;

import dev.millrace.agent.spool.Spool;
import dev.millrace.agent.supervisor.OperationName;
import dev.millrace.wire.proto.LeaseRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leases that the agent has, and their executors. Safe for use by many threads. */
final class LeaseTable {
    private final int executors;
    private final Map<String, ActiveLease> leases = new LinkedHashMap<>();

    LeaseTable(int executors) {
        this.executors = executors;
    }

    /** Takes a lease in on the lowest free executor; empty where all are taken. */
    synchronized Optional<ActiveLease> add(LeaseRef reference, long deadlineNanos) {
        for (int executor = 0; executor < executors; executor++) {
            int number = executor;
            if (leases.values().stream().noneMatch(lease -> lease.executor() == number)) {
                var lease = new ActiveLease(reference, number, deadlineNanos);
                leases.put(Spool.name(reference), lease);
                return Optional.of(lease);
            }
        }
        return Optional.empty();
    }

    /** Takes a lease in again after a restart, on the executor that it had. */
    synchronized ActiveLease restore(LeaseRef reference, int executor, long deadlineNanos) {
        var lease = new ActiveLease(reference, executor, deadlineNanos);
        leases.put(Spool.name(reference), lease);
        return lease;
    }

    synchronized Optional<ActiveLease> find(LeaseRef reference) {
        return find(Spool.name(reference));
    }

    synchronized Optional<ActiveLease> find(String name) {
        return Optional.ofNullable(leases.get(name));
    }

    Optional<ActiveOperation> operation(OperationName name) {
        return find(name.lease()).flatMap(lease -> lease.operation(name));
    }

    synchronized void remove(LeaseRef reference) {
        leases.remove(Spool.name(reference));
        notifyAll();
    }

    /** Waits until those that end have ended, and not longer than this. */
    synchronized void awaitEnds(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (leases.values().stream().anyMatch(lease -> lease.ending().isPresent())) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    synchronized List<ActiveLease> all() {
        return List.copyOf(leases.values());
    }
}
