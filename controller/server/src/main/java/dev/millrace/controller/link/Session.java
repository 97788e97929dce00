package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.fleet.FleetRegister.Admission;
import dev.millrace.controller.fleet.FleetRegister.Admitted;
import dev.millrace.controller.fleet.FleetRegister.HealthReport;
import dev.millrace.controller.fleet.FleetRegister.Rejected;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.store.DatabaseUnavailable;
import dev.millrace.wire.proto.Acknowledge;
import dev.millrace.wire.proto.Cancel;
import dev.millrace.wire.proto.Drain;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.Refused;
import dev.millrace.wire.proto.Revoke;
import dev.millrace.wire.proto.ToAgent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of one agent. All that it does happens in its mailbox, one thing after the other; methods that others call only post.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long RETRY_MILLIS = 5_000;
    private static final String ANOTHER = "Another connection with the same key took this one's place";

    private final Services services;
    private final Digest key;
    private final Outbound outbound;
    private final Mailbox mailbox;
    private final Liveness liveness;
    private final BlobStreams blobs;
    private final Renewals renewals;
    private final KeyRotation rotation;
    private final EarlyMessages early = new EarlyMessages();
    private final Set<Refs.Name> outputTaken = new HashSet<>();

    private @Nullable AgentId agent;
    private boolean closed;
    private boolean draining;

    /** Of an agent whose TLS key has this digest. */
    Session(Services services, Digest key, Outbound outbound, Mailbox mailbox, Liveness liveness, BlobStreams blobs) {
        this.services = services;
        this.key = key;
        this.outbound = outbound;
        this.mailbox = mailbox;
        this.liveness = liveness;
        this.blobs = blobs;
        this.renewals = new Renewals(services, mailbox, outbound, liveness);
        this.rotation = new KeyRotation(services.fleet(), outbound);
    }

    // ---- called by others

    /** A message came; {@code done} is called when it was dealt with. */
    void receive(FromAgent message, Runnable done) {
        Runnable task = () -> {
            try {
                if (!closed) {
                    take(message);
                }
            } catch (ProtocolViolation e) {
                violated(e.getMessage());
            } finally {
                done.run();
            }
        };
        if (isQuick(message)) {
            mailbox.now(task);
        } else {
            mailbox.post(task);
        }
    }

    /** Thousands of idle agents send nothing else: a thread for each of these heartbeats would cost more than all that is done for it. */
    private boolean isQuick(FromAgent message) {
        return message.hasHeartbeat() && message.getHeartbeat().getHeldCount() == 0 && outbound.hasRoom();
    }

    void post(ToAgent message) {
        mailbox.post(() -> {
            if (message.hasGrant()) { // an agent that still drains, as far as it was told, would refuse it
                sayWhetherItDrains();
                liveness.ask(services.leases().settings().heartbeat(), System.nanoTime());
            }
            outbound.send(message);
        });
    }

    void operate(LiveOperation operation) {
        mailbox.post(() -> begin(operation));
    }

    void cancel(LiveOperation operation) {
        mailbox.post(() -> sendCancel(operation));
    }

    void acknowledge(List<Refs.Name> names) {
        mailbox.post(() -> names.forEach(this::sendAcknowledge));
    }

    void over(LeaseKey lease) {
        mailbox.post(() -> blobs.over(lease));
    }

    /** Its facts may have changed. */
    void agentChanged() {
        mailbox.post(() -> {
            var who = agent;
            if (who == null || closed) {
                return;
            }
            var facts = services.fleet().facts(who);
            if (facts.isEmpty()) {
                sayRefused("removed", "This agent was removed", true);
                leave("removed");
            } else {
                sayWhetherItDrains();
                rotation.askWhereDue(who);
            }
        });
    }

    private void sayWhetherItDrains() {
        var who = agent;
        if (who == null) {
            return;
        }
        var drains = services.fleet()
                .facts(who)
                .filter(facts -> facts.state().equals("draining"))
                .isPresent();
        if (draining != drains) {
            draining = drains;
            outbound.send(ToAgent.newBuilder()
                    .setDrain(Drain.newBuilder().setOn(drains))
                    .build());
        }
    }

    /** More output of an operation is durable. Many such calls make one message. */
    void outputTaken(Refs.Name name) {
        synchronized (outputTaken) {
            if (!outputTaken.add(name)) {
                return;
            }
        }
        mailbox.post(() -> sendOutputTaken(name));
    }

    /** What came is not a message. */
    void broken(@Nullable String what) {
        mailbox.post(() -> violated(what));
    }

    /** A message is missing: the agent is to come back at once, and both tell each other all. */
    void outOfOrder(@Nullable String what) {
        mailbox.post(() -> resume("A message is missing: say hello again", String.valueOf(what)));
    }

    /** The connection is gone. */
    void disconnected(String reason) {
        mailbox.post(() -> leave(reason));
    }

    /** Another connection with the same key took this one's place. */
    private void replaced() {
        mailbox.post(() -> {
            sayRefused("replaced", ANOTHER, false);
            leave(ANOTHER);
        });
    }

    // ---- in the mailbox

    private void take(FromAgent message) {
        var who = agent;
        if (who == null) {
            introduce(message);
            return;
        }
        switch (message.getBodyCase()) {
            case HEARTBEAT -> heartbeat(who, message.getHeartbeat());
            case ACCEPTED -> {
                var accepted = message.getAccepted();
                MessageRules.check(accepted);
                services.leases().accepted(who, Refs.lease(accepted.getLease()), accepted);
            }
            case REFUSED -> {
                var refused = message.getRefused();
                services.leases().refused(who, Refs.lease(refused.getLease()), MessageRules.line(refused.getReason()));
            }
            case ENDED -> {
                var ended = message.getEnded();
                services.leases().ended(who, Refs.lease(ended.getLease()), MessageRules.line(ended.getReason()));
            }
            case OUTPUT ->
                about(who, message.getOutput().getOperation(), message, op -> op.output(message.getOutput()));
            case FINISHED ->
                about(who, message.getFinished().getOperation(), message, op -> op.finished(message.getFinished()));
            case NEW_KEY -> rotation.made(who, message.getNewKey());
            case BLOB_QUERY -> blobs.query(who, message.getBlobQuery());
            case BLOB_REQUEST -> blobs.request(who, message.getBlobRequest());
            case BLOB_PART -> blobs.part(who, message.getBlobPart());
            case BLOB_CREDIT -> blobs.credit(message.getBlobCredit());
            case JOIN, HELLO -> throw new ProtocolViolation("it introduced itself twice");
            case BODY_NOT_SET -> throw new ProtocolViolation("an empty message");
        }
    }

    private void introduce(FromAgent message) {
        if (gaveUp()) {
            return;
        }
        try {
            var hello = Greeting.hello(message);
            admit(new Greeting(services.identities(), services.fleet()).answer(key, message), hello);
        } catch (DatabaseUnavailable | CompletionException e) {
            LOG.atWarn().setCause(e).log("agent-not-let-in");
            sayRefused("try-again", "The controller cannot look the agent up now", false);
            leave("not let in");
        }
    }

    /** Where very many come at once an agent may lose patience while it waits, and come again. */
    private boolean gaveUp() {
        if (outbound.isActive()) {
            return false;
        }
        leave("it gave up");
        return true;
    }

    private void admit(Admission admission, Hello hello) {
        switch (admission) {
            case Rejected(var code, var message) -> {
                LOG.atWarn()
                        .addKeyValue("name", hello.getName())
                        .addKeyValue("code", code)
                        .log("agent-refused");
                sayRefused(code, message, true);
                leave(message);
            }
            case Admitted(var id, var name) -> {
                var held = MessageRules.held(hello);
                var before = services.sessions().of(id);
                if (before.isPresent() && services.sessions().leave(id, before.get())) {
                    before.get().replaced();
                    services.fleet().away(id, "it is reconnecting");
                }
                // what it holds now, the connection knows with which it came back
                if (gaveUp()) {
                    return;
                }
                var met = services.leases().met(id, held.keySet()).join();
                if (gaveUp()) {
                    return;
                }
                agent = id;
                var other = services.sessions().enter(id, this);
                if (other != null) {
                    other.replaced();
                }
                var resume = new Resume(services, id, held, met);
                outbound.send(resume.welcome());
                resume.messages().forEach(outbound::send);
                services.fleet().present(id);
                rotation.askWhereDue(id);
                LOG.atInfo()
                        .addKeyValue("agent", name)
                        .addKeyValue("leases", met.kept().size())
                        .log("agent-came");
            }
        }
    }

    private void heartbeat(AgentId who, Heartbeat heartbeat) {
        MessageRules.check(heartbeat);
        rotation.askWhereDue(who);
        services.fleet()
                .report(
                        who,
                        new HealthReport(
                                heartbeat.getDiskFreeBytes(),
                                heartbeat.getMemoryFreeBytes(),
                                Instant.ofEpochMilli(heartbeat.getClockMillis()),
                                heartbeat.getUnhealthyList()));
        renewals.heartbeat(who, heartbeat);
    }

    /** What an agent says of an operation counts only for a lease that it holds, and stops the job where it cannot be. */
    private void about(AgentId who, OperationRef ref, FromAgent message, Consumer<LiveOperation> what) {
        var name = Refs.operation(ref);
        var work = services.operations().work(who, name.lease());
        if (work.isEmpty()) {
            var revoke = Revoke.newBuilder().setLease(ref.getLease()).setReason("this agent has no such lease");
            outbound.send(ToAgent.newBuilder().setRevoke(revoke).build());
            return;
        }
        var operation = work.get().find(name);
        if (operation.isPresent()) {
            if (hasToResume(name)) {
                return;
            }
            // it may have been asked for just now: what came before goes before
            early.take(name).forEach(this::take);
            try {
                what.accept(operation.get());
            } catch (ProtocolViolation e) {
                services.leases().broken(who, name.lease(), String.valueOf(e.getMessage()));
                throw e;
            }
        } else if (work.get().isAcknowledged(name)) {
            sendAcknowledge(name);
        } else {
            early.add(name, message);
        }
    }

    /** Tells the agent, and catches up with what it said before it was asked. */
    private void begin(LiveOperation operation) {
        var who = agent;
        if (closed || who == null) {
            return;
        }
        var name = operation.name;
        if (hasToResume(name)) {
            return;
        }
        outbound.send(ToAgent.newBuilder().setOperate(operation.message).build());
        if (services.operations()
                .work(who, name.lease())
                .map(work -> work.isSpooled(name))
                .orElse(false)) {
            outbound.send(
                    ToAgent.newBuilder().setOutputTaken(operation.outputTaken()).build());
        }
        early.take(name).forEach(this::take);
        sendCancel(operation);
    }

    private boolean hasToResume(Refs.Name name) {
        var resumes = early.isIncomplete(name);
        if (resumes) {
            resume("Output came before it was asked for: say hello again", "it has to resume");
        }
        return resumes;
    }

    private void resume(String said, String reason) {
        sayRefused("resume", said, false, 0);
        leave(reason);
    }

    private void sendCancel(LiveOperation operation) {
        operation
                .cancelled()
                .ifPresent(reason -> outbound.send(ToAgent.newBuilder()
                        .setCancel(Cancel.newBuilder()
                                .setOperation(operation.name.wire())
                                .setReason(reason))
                        .build()));
    }

    private void sendAcknowledge(Refs.Name name) {
        outbound.send(ToAgent.newBuilder()
                .setAcknowledge(Acknowledge.newBuilder().setOperation(name.wire()))
                .build());
    }

    private void sendOutputTaken(Refs.Name name) {
        synchronized (outputTaken) {
            outputTaken.remove(name);
        }
        var who = agent;
        if (who != null) {
            services.operations()
                    .work(who, name.lease())
                    .flatMap(work -> work.find(name))
                    .ifPresent(operation -> outbound.send(ToAgent.newBuilder()
                            .setOutputTaken(operation.outputTaken())
                            .build()));
        }
    }

    private void violated(@Nullable String what) {
        LOG.atWarn()
                .addKeyValue("agent", agent)
                .addKeyValue("key", key)
                .addKeyValue("found", what)
                .log("agent-broke-the-protocol");
        sayRefused("protocol-broken", "The controller does not understand: " + what, false);
        leave("it broke the protocol");
    }

    private void sayRefused(String code, String message, boolean last) {
        sayRefused(code, message, last, RETRY_MILLIS);
    }

    private void sayRefused(String code, String message, boolean last, long retryMillis) {
        outbound.close(ToAgent.newBuilder()
                .setRefused(Refused.newBuilder()
                        .setCode(code)
                        .setMessage(message)
                        .setFinal(last)
                        .setRetryMillis(last ? 0 : retryMillis))
                .build());
    }

    private void leave(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        outbound.close();
        blobs.close();
        var who = agent;
        try {
            if (who != null && services.sessions().leave(who, this)) {
                services.fleet().away(who, reason);
                LOG.atInfo()
                        .addKeyValue("agent", who)
                        .addKeyValue("reason", reason)
                        .log("agent-left");
            }
        } finally {
            services.sessions().left(this);
        }
    }
}
