package dev.millrace.agent.work;

import dev.millrace.agent.sandbox.Sandbox;
import dev.millrace.agent.spool.LeaseSpool;
import dev.millrace.agent.supervisor.OperationName;
import dev.millrace.agent.workspace.Workspace;
import dev.millrace.wire.proto.HeldLease;
import dev.millrace.wire.proto.HeldOperation;
import dev.millrace.wire.proto.LeaseRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lease that the agent has. Safe for use by many threads. */
final class ActiveLease {
    private final LeaseRef reference;
    private final int executor;
    private final Map<OperationName, ActiveOperation> operations = new LinkedHashMap<>();
    private @Nullable Room room;
    private @Nullable String ending;
    private long deadlineNanos;

    /** What a lease has once it is accepted. */
    record Room(LeaseSpool spool, Workspace workspace, Sandbox sandbox) {}

    ActiveLease(LeaseRef reference, int executor, long deadlineNanos) {
        this.reference = reference;
        this.executor = executor;
        this.deadlineNanos = deadlineNanos;
    }

    LeaseRef reference() {
        return reference;
    }

    int executor() {
        return executor;
    }

    /** Gives it its room; false when it is ending already. */
    synchronized boolean furnish(Room with) {
        room = with;
        return ending == null;
    }

    /** Empty until it is accepted. */
    synchronized Optional<Room> room() {
        return Optional.ofNullable(room);
    }

    /** The first reason to end it stays; false where it was ending before. */
    synchronized boolean end(String reason) {
        if (ending != null) {
            return false;
        }
        ending = reason;
        return true;
    }

    synchronized Optional<String> ending() {
        return Optional.ofNullable(ending);
    }

    synchronized boolean held() {
        return room != null && ending == null;
    }

    /** The later deadline; never goes back. */
    synchronized long extend(long nanos) {
        deadlineNanos = Math.max(deadlineNanos, nanos);
        return deadlineNanos;
    }

    synchronized Optional<ActiveOperation> operation(OperationName name) {
        return Optional.ofNullable(operations.get(name));
    }

    synchronized void add(ActiveOperation operation) {
        operations.put(operation.spool().name(), operation);
    }

    synchronized void remove(OperationName name) {
        operations.remove(name);
    }

    synchronized List<ActiveOperation> operations() {
        return List.copyOf(operations.values());
    }

    HeldLease describe() {
        var held = HeldLease.newBuilder().setLease(reference);
        for (var operation : operations()) {
            held.addOperations(HeldOperation.newBuilder()
                    .setOperation(operation.spool().reference())
                    .setFinished(operation.delivery().finished().isPresent())
                    .setOutputEnd(operation.delivery().outputEnd()));
        }
        return held.build();
    }
}
