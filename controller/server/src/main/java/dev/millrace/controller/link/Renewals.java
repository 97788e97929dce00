package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.lease.Leases;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.HeartbeatAnswer;
import dev.millrace.wire.proto.ToAgent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From heartbeats to renewed leases, one at a time: of heartbeats that come meanwhile only the latest counts. Lives in the session's mailbox. */
final class Renewals {
    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private final Leases leases;
    private final Mailbox mailbox;
    private final Outbound outbound;
    private boolean renewing;
    private @Nullable Heartbeat latest;

    Renewals(Leases leases, Mailbox mailbox, Outbound outbound) {
        this.leases = leases;
        this.mailbox = mailbox;
        this.outbound = outbound;
    }

    /** Renews what the heartbeat names and answers when that is durable. */
    void heartbeat(AgentId agent, Heartbeat heartbeat) {
        var keys = heartbeat.getHeldList().stream().map(Refs::lease).toList();
        if (renewing) {
            latest = heartbeat;
            return;
        }
        renewing = true;
        var _ = leases.renew(agent, keys)
                .whenComplete((renewed, failure) -> mailbox.post(() -> {
                    renewing = false;
                    if (failure == null) {
                        answer(heartbeat.getSequence(), renewed);
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

    private void answer(long sequence, Collection<LeaseKey> renewed) {
        var answer = HeartbeatAnswer.newBuilder().setSequence(sequence);
        renewed.forEach(lease -> answer.addRenewed(Refs.wire(lease)));
        outbound.send(ToAgent.newBuilder().setHeartbeat(answer).build());
    }
}
