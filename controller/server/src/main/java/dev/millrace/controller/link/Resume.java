package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.lease.Leases;
import dev.millrace.wire.proto.Acknowledge;
import dev.millrace.wire.proto.Cancel;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings an agent that came, or came back, and the controller to the same state: the welcome and what follows it. */
final class Resume {
    private final Welcome.Builder welcome = Welcome.newBuilder();
    private final List<ToAgent> messages = new ArrayList<>();

    Resume(Services services, AgentId agent, Map<LeaseKey, Set<Refs.Name>> held, Leases.Met met) {
        var settings = services.leases().settings();
        welcome.setAgentId(agent.toString())
                .setHeartbeatMillis(settings.heartbeat().toMillis())
                .setLeaseMillis(settings.lease().toMillis());
        for (var lease : met.kept()) {
            welcome.addKeep(Refs.wire(lease));
            services.operations()
                    .work(agent, lease)
                    .ifPresent(work -> resume(work, held.getOrDefault(lease, Set.of())));
        }
        met.offers()
                .forEach(offer ->
                        messages.add(ToAgent.newBuilder().setGrant(offer).build()));
    }

    private void resume(LeaseWork work, Set<Refs.Name> spooled) {
        work.spooled(spooled);
        for (var name : spooled) {
            if (work.isAcknowledged(name)) {
                messages.add(ToAgent.newBuilder()
                        .setAcknowledge(Acknowledge.newBuilder().setOperation(name.wire()))
                        .build());
            }
        }
        for (var operation : work.operations()) {
            if (spooled.contains(operation.name)) {
                welcome.addOutput(operation.outputTaken());
            } else if (!operation.isFinished()) {
                // The question never arrived.
                messages.add(ToAgent.newBuilder().setOperate(operation.message).build());
            }
            operation
                    .cancelled()
                    .filter(_ -> !operation.isFinished())
                    .ifPresent(reason -> messages.add(ToAgent.newBuilder()
                            .setCancel(Cancel.newBuilder()
                                    .setOperation(operation.name.wire())
                                    .setReason(reason))
                            .build()));
        }
    }

    ToAgent welcome() {
        return ToAgent.newBuilder().setWelcome(welcome).build();
    }

    /** To be sent after the welcome. */
    List<ToAgent> messages() {
        return messages;
    }
}
