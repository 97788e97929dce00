package dev.millrace.agent.work;

import dev.millrace.agent.link.Peer;
import dev.millrace.agent.sandbox.SandboxRefused;
import dev.millrace.agent.sandbox.Sandboxes;
import dev.millrace.agent.spool.Spool;
import dev.millrace.agent.stream.Delivery;
import dev.millrace.agent.supervisor.Order;
import dev.millrace.agent.transfer.BlobClient;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.Workspaces;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Capacity;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseEnded;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.LeaseRefused;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.OutputTaken;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Welcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's side of the protocol: what the controller says becomes leases and operations. */
public final class AgentWork implements Peer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentWork.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration FAREWELL = Duration.ofMillis(500);
    private static final long DISK_LEAST = 64 << 20;

    private final AgentSettings settings;
    private final InstantSource clock;
    private final LeaseTable table;
    private final Rooms rooms;
    private final Spool spool;
    private final Delivery.Sender sender;
    private final Supervision supervision;
    private final OperationRunner runner;
    private final BlobClient blobs;
    /** Small messages in their order, from threads that must not wait. Bounded by the number of leases. */
    private final ExecutorService mail =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("mail").factory());

    private final AtomicLong leaseNanos = new AtomicLong();
    /** When the last message was sent that the controller has answered: a grant is younger. */
    private final AtomicLong answeredNanos = new AtomicLong();

    private volatile boolean connected;
    private volatile boolean draining;

    private AgentWork(AgentSettings settings, InstantSource clock, Spool spool, Rooms rooms, Delivery.Sender sender)
            throws IOException {
        this.clock = clock;
        this.spool = spool;
        this.settings = settings;
        this.rooms = rooms;
        this.sender = sender;
        this.table = new LeaseTable(settings.executors());
        this.blobs = new BlobClient(sender::send);
        this.supervision = new Supervision(settings, table, this::end, this::ended);
        this.runner = new OperationRunner(supervision, sender, () -> connected, blobs, settings.directory());
    }

    /** Starts or finds the supervisor and takes up what an agent before this one held. Interrupted or failed, it leaves no supervisor that keeps nothing. */
    public static AgentWork create(AgentSettings settings, InstantSource clock, Delivery.Sender sender)
            throws IOException, InterruptedException {
        var spool = Spool.open(settings.directory().resolve("spool"));
        var workspaces = Workspaces.open(settings.directory().resolve("workspaces"), settings.absoluteWorkspaces());
        var rooms = new Rooms(
                settings,
                spool,
                workspaces,
                Sandboxes.ofThisMachine(settings.directory().toAbsolutePath(), workspaces.root()));
        var work = new AgentWork(settings, clock, spool, rooms, sender);
        boolean recovered = false;
        try {
            work.supervision.recover(spool, rooms, work.runner);
            recovered = true;
            return work;
        } finally {
            if (!recovered) {
                work.close();
            }
        }
    }

    @Override
    public Hello hello() {
        var hello = Hello.newBuilder()
                .setProtocol(Protocol.VERSION)
                .setRelease(release())
                .setName(settings.name())
                .addAllLabels(settings.labels())
                .setCapacity(Capacity.newBuilder()
                        .setExecutors(settings.executors())
                        .setCpuMillis(Machine.cpuMillis())
                        .setMemoryBytes(Machine.memoryBytes()))
                .putAllEnvironment(settings.environment())
                .setBoot(Machine.boot())
                .addAllSandboxes(rooms.kinds())
                .setPlatform(Machine.platform());
        table.all().stream().filter(ActiveLease::held).forEach(lease -> hello.addHeld(lease.describe()));
        return hello.build();
    }

    private static String release() {
        var version = AgentWork.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public Heartbeat.Builder heartbeat() {
        var heartbeat = Heartbeat.newBuilder()
                .setDiskFreeBytes(Machine.diskFreeBytes(settings.directory()))
                .setMemoryFreeBytes(Machine.memoryFreeBytes())
                .setLoadMillis(Machine.loadMillis())
                .setClockMillis(clock.millis());
        if (supervision.missing()) {
            heartbeat.addUnhealthy("no supervisor can be started");
        }
        if (heartbeat.getDiskFreeBytes() < DISK_LEAST) {
            heartbeat.addUnhealthy("less than %d MiB of disk are free".formatted(DISK_LEAST >> 20));
        }
        table.all().stream().filter(ActiveLease::held).forEach(lease -> heartbeat.addHeld(lease.reference()));
        return heartbeat;
    }

    @Override
    public void welcomed(Welcome welcome, long sentNanos) {
        connected = true;
        blobs.connected();
        leaseNanos.set(Duration.ofMillis(welcome.getLeaseMillis()).toNanos());
        answeredNanos.set(sentNanos);
        var keep = new HashSet<>(welcome.getKeepList());
        Map<OperationRef, Long> offsets = new HashMap<>();
        for (OutputTaken taken : welcome.getOutputList()) {
            offsets.put(taken.getOperation(), taken.getOffset());
        }
        for (var lease : table.all()) {
            if (!keep.contains(lease.reference())) {
                end(lease, "revoked");
                continue;
            }
            extend(lease, sentNanos);
            for (var operation : lease.operations()) {
                long offset = offsets.getOrDefault(operation.spool().reference(), 0L);
                if (operation.delivery().connected(offset)) {
                    supervision.give(new Order.Taken(operation.spool().name(), offset));
                }
            }
        }
    }

    @Override
    public void renewed(List<LeaseRef> leases, long sentNanos) {
        answeredNanos.set(sentNanos);
        for (var reference : leases) {
            table.find(reference).ifPresent(lease -> extend(lease, sentNanos));
        }
    }

    private void extend(ActiveLease lease, long sentNanos) {
        if (lease.ending().isEmpty()) {
            supervision.give(new Order.Keep(Spool.name(lease.reference()), lease.extend(sentNanos + leaseNanos.get())));
        }
    }

    @Override
    public void disconnected() {
        connected = false;
        blobs.disconnected();
        for (var lease : table.all()) {
            lease.operations().forEach(operation -> operation.delivery().disconnected());
        }
    }

    @Override
    public void received(ToAgent message) {
        switch (message.getBodyCase()) {
            case GRANT -> grant(message.getGrant());
            case OPERATE -> {
                var lease = table.find(message.getOperate().getOperation().getLease());
                if (lease.isPresent()) {
                    runner.operate(lease.get(), message.getOperate());
                }
            }
            case OUTPUT_TAKEN -> {
                var taken = message.getOutputTaken();
                table.operation(OperationRunner.name(taken.getOperation()))
                        .filter(operation -> operation.delivery().taken(taken.getOffset()))
                        .ifPresent(operation -> supervision.give(
                                new Order.Taken(operation.spool().name(), taken.getOffset())));
            }
            case ACKNOWLEDGE ->
                table.find(message.getAcknowledge().getOperation().getLease())
                        .ifPresent(lease -> runner.acknowledge(
                                lease, message.getAcknowledge().getOperation()));
            case CANCEL ->
                table.operation(OperationRunner.name(message.getCancel().getOperation()))
                        .ifPresent(runner::cancel);
            case RELEASE -> table.find(message.getRelease().getLease()).ifPresent(lease -> end(lease, "released"));
            case REVOKE -> table.find(message.getRevoke().getLease()).ifPresent(lease -> end(lease, "revoked"));
            case DRAIN -> draining = message.getDrain().getOn();
            case BLOB_PART, BLOB_ANSWER, BLOB_CREDIT -> blobs.take(message);
            case REFUSED ->
                LOG.atWarn()
                        .addKeyValue("code", message.getRefused().getCode())
                        .addKeyValue("message", message.getRefused().getMessage())
                        .log("sent-away");
            case WELCOME, HEARTBEAT, ROTATE_KEY, KEY_TAKEN, BODY_NOT_SET ->
                LOG.atWarn().addKeyValue("message", message.getBodyCase()).log("unexpected-message");
        }
    }

    private void grant(LeaseGrant grant) {
        var known = table.find(grant.getLease());
        if (known.isPresent()) {
            answerAgain(known.get());
            return;
        }
        if (draining) {
            refuse(grant, "This agent is draining");
            return;
        }
        long deadline = answeredNanos.get()
                + Duration.ofMillis(grant.getDurationMillis()).toNanos();
        var added = table.add(grant.getLease(), deadline);
        if (added.isEmpty()) {
            refuse(grant, "All %d executors are taken".formatted(settings.executors()));
            return;
        }
        var lease = added.get();
        Thread.ofVirtual().name("lease").start(() -> furnish(lease, grant, deadline));
    }

    /** As it was answered before; one that is being prepared is answered then, and one that ends says so then. */
    private void answerAgain(ActiveLease lease) {
        if (lease.held()) {
            lease.room()
                    .ifPresent(room -> post(FromAgent.newBuilder()
                            .setAccepted(room.spool().accepted())
                            .build()));
        }
    }

    private void furnish(ActiveLease lease, LeaseGrant grant, long deadline) {
        try {
            var room = rooms.prepare(grant, lease.executor());
            supervision.give(new Order.Keep(Spool.name(grant.getLease()), deadline));
            if (lease.furnish(room)) {
                LOG.atInfo()
                        .addKeyValue("lease", Spool.name(grant.getLease()))
                        .addKeyValue("title", grant.getTitle())
                        .log("lease-accepted");
                post(FromAgent.newBuilder().setAccepted(room.spool().accepted()).build());
            } else {
                supervision.give(new Order.End(Spool.name(grant.getLease()), GRACE));
            }
        } catch (IOException | FileFault | SandboxRefused e) {
            table.remove(grant.getLease());
            refuse(grant, e instanceof IOException ? e.toString() : String.valueOf(e.getMessage()));
        }
    }

    private void refuse(LeaseGrant grant, String reason) {
        LOG.atWarn()
                .addKeyValue("lease", Spool.name(grant.getLease()))
                .addKeyValue("reason", reason)
                .log("lease-refused");
        post(FromAgent.newBuilder()
                .setRefused(LeaseRefused.newBuilder().setLease(grant.getLease()).setReason(reason))
                .build());
    }

    /** Kills and clears; {@link #ended} follows when nothing is left. */
    private void end(ActiveLease lease, String reason) {
        if (lease.end(reason)) {
            lease.operations().forEach(ActiveOperation::cancel);
            if (lease.room().isPresent()) {
                supervision.give(new Order.End(Spool.name(lease.reference()), GRACE));
            }
        }
    }

    /** No process of the lease is left. */
    private void ended(ActiveLease lease) {
        lease.operations().forEach(operation -> operation.delivery().close());
        Thread.ofVirtual().name("clear").start(() -> {
            lease.room().ifPresent(room -> {
                try {
                    rooms.clear(room);
                } catch (IOException e) {
                    LOG.atError().setCause(e).log("lease-not-cleared");
                }
            });
            table.remove(lease.reference());
            var reason = lease.ending().orElse("deadline");
            LOG.atInfo()
                    .addKeyValue("lease", Spool.name(lease.reference()))
                    .addKeyValue("reason", reason)
                    .log("lease-ended");
            post(FromAgent.newBuilder()
                    .setEnded(
                            LeaseEnded.newBuilder().setLease(lease.reference()).setReason(reason))
                    .build());
        });
    }

    private void post(FromAgent message) {
        try {
            mail.execute(() -> {
                boolean _ = sender.send(message);
            });
        } catch (RejectedExecutionException e) {
            // the agent ends; the controller learns it when the agent comes back
            LOG.atDebug().log("not-said");
        }
    }

    /** Leaves processes to the supervisor, which leaves too where there are none. */
    @Override
    public void close() throws IOException {
        try {
            // what is being cleared away would stay until an agent starts here again
            table.awaitEnds(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        supervision.close();
        mail.shutdown();
        spool.close();
    }
}
