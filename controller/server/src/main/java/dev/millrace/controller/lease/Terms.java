package dev.millrace.controller.lease;

import dev.millrace.controller.fleet.Fleet.AgentFacts;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import java.time.Duration;
import java.util.Optional;

/** Between the words on the wire and ours. */
final class Terms {
    private Terms() {}

    static LeaseGrant grant(LeaseKey key, JobRequest request, Duration duration) {
        return LeaseGrant.newBuilder()
                .setLease(LeaseRef.newBuilder()
                        .setJob(key.job().value())
                        .setAttempt(key.attempt())
                        .setEpoch(key.epoch()))
                .setDurationMillis(duration.toMillis())
                .setTitle(request.title())
                .setWorkspace(request.workspace())
                .setSandbox(request.sandbox())
                .putAllEnvironment(request.environment())
                .build();
    }

    static Lease lease(LiveLease lease, LeaseAccepted terms, Optional<AgentFacts> agent) {
        return new Lease(
                lease.key,
                lease.agent,
                agent.map(AgentFacts::name).orElse("removed agent"),
                terms.getWorkspace(),
                terms.getEnvironmentMap(),
                agent.map(facts -> !facts.platform().startsWith("windows")).orElse(true),
                terms.getSandbox(),
                terms.getNoticesList());
    }
}
