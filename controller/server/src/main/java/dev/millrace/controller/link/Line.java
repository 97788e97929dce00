package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.lease.AgentLine;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.Release;
import dev.millrace.wire.proto.Revoke;
import dev.millrace.wire.proto.ToAgent;

/** Leases on their way to agents that have a session. */
final class Line implements AgentLine {
    private final Sessions sessions;
    private final OperationDesk operations;

    Line(Sessions sessions, OperationDesk operations) {
        this.sessions = sessions;
        this.operations = operations;
    }

    @Override
    public void grant(AgentId agent, LeaseGrant grant) {
        post(agent, ToAgent.newBuilder().setGrant(grant).build());
    }

    @Override
    public void release(AgentId agent, LeaseKey lease) {
        post(
                agent,
                ToAgent.newBuilder()
                        .setRelease(Release.newBuilder().setLease(Refs.wire(lease)))
                        .build());
    }

    @Override
    public void revoke(AgentId agent, LeaseKey lease, String reason) {
        post(
                agent,
                ToAgent.newBuilder()
                        .setRevoke(
                                Revoke.newBuilder().setLease(Refs.wire(lease)).setReason(reason))
                        .build());
    }

    @Override
    public void over(LeaseKey lease, String reason) {
        operations.over(lease, reason);
    }

    private void post(AgentId agent, ToAgent message) {
        sessions.of(agent).ifPresent(session -> session.post(message));
    }
}
