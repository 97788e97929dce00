package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.lease.Leases;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** All operations, by lease. What is asked while an agent is away is sent when it is back. */
final class OperationDesk implements Operations {
    private final Leases leases;
    private final Sessions sessions;
    private final Map<LeaseKey, LeaseWork> work = new ConcurrentHashMap<>();

    OperationDesk(Leases leases, Sessions sessions) {
        this.leases = leases;
        this.sessions = sessions;
    }

    @Override
    public CompletableFuture<OperationFinished> operate(
            LeaseKey lease, int step, int ordinal, Operate.Builder body, OutputSink output) {
        var name = new Refs.Name(lease, step, ordinal);
        var message = body.setOperation(name.wire()).build();
        if (message.getSerializedSize() > Protocol.AGENT_FRAME_LIMIT - Protocol.PART_LIMIT) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("An operation of %d bytes is too large; the limit is %d"
                            .formatted(message.getSerializedSize(), Protocol.AGENT_FRAME_LIMIT - Protocol.PART_LIMIT)));
        }
        var of = work(lease);
        if (of.isEmpty()) {
            return CompletableFuture.failedFuture(new LeaseGone(lease, "its lease is over"));
        }
        var holder = of.get().agent;
        var operation =
                of.get().operation(name, () -> new LiveOperation(name, message, output, () -> taken(holder, name)));
        sessions.of(holder).ifPresent(session -> session.operate(operation));
        // The lease may have ended between the two: what it left behind was told then, this one was not.
        if (!work.containsKey(lease)) {
            operation.gone(lease, "its lease is over");
        }
        return operation.outcome();
    }

    /** Operations of a lease that is accepted and not over. */
    Optional<LeaseWork> work(LeaseKey lease) {
        return Optional.ofNullable(work.computeIfAbsent(
                lease,
                key -> leases.holder(key)
                        .map(agent -> new LeaseWork(key, agent))
                        .orElse(null)));
    }

    /** Operations of a lease, if this agent holds it. */
    Optional<LeaseWork> work(AgentId agent, LeaseKey lease) {
        return work(lease).filter(of -> of.agent.equals(agent));
    }

    private void taken(AgentId holder, Refs.Name name) {
        sessions.of(holder).ifPresent(session -> session.outputTaken(name));
    }

    @Override
    public void cancel(LeaseKey lease, int step, int ordinal, String reason) {
        var name = new Refs.Name(lease, step, ordinal);
        var of = work.get(lease);
        if (of != null) {
            of.find(name).ifPresent(operation -> {
                operation.cancel(reason);
                sessions.of(of.agent).ifPresent(session -> session.cancel(operation));
            });
        }
    }

    @Override
    public void acknowledge(LeaseKey lease, int step) {
        work(lease).ifPresent(of -> {
            var names = of.acknowledge(step);
            sessions.of(of.agent).ifPresent(session -> session.acknowledge(names));
        });
    }

    /** The lease is over: so is everything that was asked for it. */
    void over(LeaseKey lease, String reason) {
        var of = work.remove(lease);
        if (of != null) {
            of.gone(reason);
            sessions.of(of.agent).ifPresent(session -> session.over(lease));
        }
    }
}
