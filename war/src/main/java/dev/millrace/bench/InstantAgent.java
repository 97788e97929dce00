package dev.millrace.bench;

import com.google.protobuf.ByteString;
import dev.millrace.agent.link.ControllerLink;
import dev.millrace.agent.link.Peer;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Capacity;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseEnded;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.Output;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Welcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An agent that speaks to the controller through the real agent's link, and whose executors answer at once: each process prints one line and ends with
 * 0, without a process. It keeps no spool: what a broken connection loses fails its run, and shows.
 */
final class InstantAgent implements Peer {
    /** What each process prints. */
    static final String LINE = "+ true\n";

    private final String name;
    private final int executors;
    private final JobEvents events;
    private final ControllerLink link;
    private final Map<LeaseRef, String> leases = new HashMap<>();

    /** What an agent tells of its jobs; by the titles that people see: {@code shop #12}. */
    interface JobEvents {
        /** A process would start now. */
        void started(String title);

        /** The job was given back. */
        void released(String title);

        /** The agent was let in. */
        void joined();
    }

    /** @param link what it answers over */
    InstantAgent(String name, int executors, JobEvents events, ControllerLink link) {
        this.name = name;
        this.executors = executors;
        this.events = events;
        this.link = link;
    }

    @Override
    public Hello hello() {
        return Hello.newBuilder()
                .setProtocol(Protocol.VERSION)
                .setRelease("bench")
                .setName(name)
                .addLabels("instant")
                .setCapacity(Capacity.newBuilder().setExecutors(executors))
                .setBoot("bench")
                .addSandboxes("process")
                .setPlatform("linux/amd64")
                .build();
    }

    @Override
    public Heartbeat.Builder heartbeat() {
        return Heartbeat.newBuilder()
                .addAllHeld(leases.keySet())
                .setDiskFreeBytes(1L << 40)
                .setMemoryFreeBytes(1L << 34)
                .setClockMillis(System.currentTimeMillis());
    }

    @Override
    public void welcomed(Welcome welcome, long sentNanos) {
        leases.keySet().retainAll(welcome.getKeepList());
        events.joined();
    }

    @Override
    public void renewed(List<LeaseRef> renewed, long sentNanos) {}

    @Override
    public void received(ToAgent message) {
        switch (message.getBodyCase()) {
            case GRANT -> grant(message.getGrant());
            case OPERATE -> operate(message.getOperate());
            case RELEASE -> end(message.getRelease().getLease(), "released");
            case REVOKE -> end(message.getRevoke().getLease(), "revoked");
            default -> {} // nothing waits for the controller
        }
    }

    private void grant(LeaseGrant grant) {
        leases.put(grant.getLease(), grant.getTitle());
        send(FromAgent.newBuilder()
                .setAccepted(LeaseAccepted.newBuilder()
                        .setLease(grant.getLease())
                        .setWorkspace("/bench/" + grant.getWorkspace().getKey())
                        .putEnvironment("HOME", "/bench")
                        .putEnvironment("PATH", "/usr/bin:/bin")
                        .setSandbox("process")));
    }

    private void operate(Operate operate) {
        var operation = operate.getOperation();
        var title = leases.get(operation.getLease());
        if (title == null || !operate.hasExecute()) {
            throw new IllegalStateException("Only processes of jobs are asked for here: " + operate);
        }
        events.started(title);
        var line = ByteString.copyFromUtf8(LINE);
        send(FromAgent.newBuilder()
                .setOutput(Output.newBuilder().setOperation(operation).setData(line)));
        send(FromAgent.newBuilder()
                .setFinished(OperationFinished.newBuilder()
                        .setOperation(operation)
                        .setOutputEnd(line.size())
                        .setExited(Exited.newBuilder().setReason(Exited.Reason.CODE))));
    }

    private void end(LeaseRef lease, String reason) {
        var title = leases.remove(lease);
        if (title != null) {
            send(FromAgent.newBuilder()
                    .setEnded(LeaseEnded.newBuilder().setLease(lease).setReason(reason)));
            events.released(title);
        }
    }

    private void send(FromAgent.Builder message) {
        boolean _ = link.send(message.build());
    }

    @Override
    public void disconnected() {}
}
