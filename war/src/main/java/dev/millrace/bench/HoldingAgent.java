package dev.millrace.bench;

import dev.millrace.agent.link.ControllerLink;
import dev.millrace.agent.link.Peer;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Capacity;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.HeldLease;
import dev.millrace.wire.proto.HeldOperation;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseEnded;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.OutputTaken;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Welcome;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An agent whose processes run until it is told to end some, without processes; it keeps what it holds over connections, as a spool does. Safe for use by many threads. */
final class HoldingAgent implements Peer {
    private final String name;
    private final int executors;
    private final InstantAgent.JobEvents events;
    private final Watch watch;
    private final ControllerLink link;
    private final Set<LeaseRef> leases = new LinkedHashSet<>();
    /** What was asked for and is not acknowledged; true: it has ended. */
    private final Map<OperationRef, Boolean> operations = new LinkedHashMap<>();

    /** What it hears. */
    interface Watch {
        /** A lease that it did not have. */
        void leased(LeaseRef lease);

        /** A process would start now. */
        void begun(OperationRef operation);

        /** The controller names one that was begun before: its run has taken it up. */
        void takenUp(OperationRef operation);

        /** How it ended is in the journal. */
        void acknowledged(OperationRef operation);
    }

    HoldingAgent(String name, int executors, InstantAgent.JobEvents events, Watch watch, ControllerLink link) {
        this.name = name;
        this.executors = executors;
        this.events = events;
        this.watch = watch;
        this.link = link;
    }

    /** Ends the oldest that go on, so many at most, and says so where it is connected. */
    synchronized void end(int most) {
        operations.entrySet().stream()
                .filter(operation -> !operation.getValue())
                .limit(most)
                .toList()
                .forEach(operation -> {
                    operation.setValue(true);
                    sayEnded(operation.getKey());
                });
    }

    @Override
    public synchronized Hello hello() {
        var hello = Hello.newBuilder()
                .setProtocol(Protocol.VERSION)
                .setRelease("bench")
                .setName(name)
                .addLabels("instant")
                .setCapacity(Capacity.newBuilder().setExecutors(executors))
                .setBoot("bench")
                .addSandboxes("process")
                .setPlatform("linux/amd64");
        for (var lease : leases) {
            var held = HeldLease.newBuilder().setLease(lease);
            operations.forEach((operation, ended) -> {
                if (operation.getLease().equals(lease)) {
                    held.addOperations(
                            HeldOperation.newBuilder().setOperation(operation).setFinished(ended));
                }
            });
            hello.addHeld(held);
        }
        return hello.build();
    }

    @Override
    public synchronized Heartbeat.Builder heartbeat() {
        return Heartbeat.newBuilder()
                .addAllHeld(leases)
                .setDiskFreeBytes(1L << 40)
                .setMemoryFreeBytes(1L << 34)
                .setClockMillis(System.currentTimeMillis());
    }

    @Override
    public synchronized void welcomed(Welcome welcome, long sentNanos) {
        var kept = new HashSet<>(welcome.getKeepList());
        leases.retainAll(kept);
        operations.keySet().removeIf(operation -> !kept.contains(operation.getLease()));
        welcome.getOutputList().stream().map(OutputTaken::getOperation).forEach(watch::takenUp);
        operations.forEach((operation, ended) -> {
            if (ended) {
                sayEnded(operation);
            }
        });
        events.joined();
    }

    @Override
    public void renewed(List<LeaseRef> renewed, long sentNanos) {}

    @Override
    public synchronized void received(ToAgent message) {
        switch (message.getBodyCase()) {
            case GRANT -> grant(message.getGrant());
            case OPERATE -> operate(message.getOperate().getOperation());
            case ACKNOWLEDGE -> {
                var operation = message.getAcknowledge().getOperation();
                var _ = operations.remove(operation);
                watch.acknowledged(operation);
            }
            case RELEASE -> end(message.getRelease().getLease(), "released");
            case REVOKE -> end(message.getRevoke().getLease(), "revoked");
            default -> {} // nothing waits for the controller
        }
    }

    private void grant(LeaseGrant grant) {
        if (leases.add(grant.getLease())) {
            watch.leased(grant.getLease());
        }
        send(FromAgent.newBuilder()
                .setAccepted(LeaseAccepted.newBuilder()
                        .setLease(grant.getLease())
                        .setWorkspace("/bench/" + grant.getWorkspace().getKey())
                        .putEnvironment("HOME", "/bench")
                        .putEnvironment("PATH", "/usr/bin:/bin")
                        .setSandbox("process")));
    }

    private void operate(OperationRef operation) {
        if (operations.putIfAbsent(operation, false) == null) {
            watch.begun(operation);
        } else {
            watch.takenUp(operation);
        }
    }

    private void sayEnded(OperationRef operation) {
        send(FromAgent.newBuilder()
                .setFinished(OperationFinished.newBuilder()
                        .setOperation(operation)
                        .setExited(Exited.newBuilder().setReason(Exited.Reason.CODE))));
    }

    private void end(LeaseRef lease, String reason) {
        if (leases.remove(lease)) {
            operations.keySet().removeIf(operation -> operation.getLease().equals(lease));
            send(FromAgent.newBuilder()
                    .setEnded(LeaseEnded.newBuilder().setLease(lease).setReason(reason)));
        }
    }

    private void send(FromAgent.Builder message) {
        boolean _ = link.send(message.build());
    }

    @Override
    public void disconnected() {}
}
