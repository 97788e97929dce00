package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.HeartbeatAnswer;
import dev.millrace.wire.proto.ToAgent;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From heartbeats to renewed leases, one at a time: of heartbeats that come meanwhile only the latest counts. Lives in the session's mailbox. */
final class Renewals {
    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private final Services services;
    private final Mailbox mailbox;
    private final Outbound outbound;
    private final Liveness liveness;
    private boolean renewing;
    private @Nullable Heartbeat latest;

    Renewals(Services services, Mailbox mailbox, Outbound outbound, Liveness liveness) {
        this.services = services;
        this.mailbox = mailbox;
        this.outbound = outbound;
        this.liveness = liveness;
    }

    /** Renews what the heartbeat names and answers when that is durable. */
    void heartbeat(AgentId agent, Heartbeat heartbeat) {
        var keys = heartbeat.getHeldList().stream().map(Refs::lease).toList();
        if (renewing) {
            latest = heartbeat;
            return;
        }
        if (keys.isEmpty() && services.fleet().isIdle(agent)) {
            answer(heartbeat, List.of());
            return;
        }
        renewing = true;
        var _ = services.leases()
                .renew(agent, keys)
                .whenComplete((renewed, failure) -> mailbox.post(() -> {
                    renewing = false;
                    if (failure == null) {
                        answer(heartbeat, renewed);
                    } else {
                        LOG.atWarn()
                                .addKeyValue("agent", agent)
                                .setCause(failure)
                                .log("leases-not-renewed");
                    }
                    var next = latest;
                    latest = null;
                    if (next != null && outbound.isActive()) {
                        heartbeat(agent, next);
                    }
                }));
    }

    private void answer(Heartbeat heartbeat, Collection<LeaseKey> renewed) {
        var next = services.pace()
                .next(heartbeat.getHeldCount(), services.sessions().count());
        liveness.expect(next);
        var answer = HeartbeatAnswer.newBuilder()
                .setSequence(heartbeat.getSequence())
                .setNextMillis(next.toMillis());
        renewed.forEach(lease -> answer.addRenewed(Refs.wire(lease)));
        outbound.send(ToAgent.newBuilder().setHeartbeat(answer).build());
    }
}
