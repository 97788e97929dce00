package dev.millrace.controller.link;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.blob.MemoryBlobs;
import dev.millrace.controller.fleet.FleetModule;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.lease.Jobs.JobListener;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.lease.LeaseModule;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.SandboxRequest;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The part of a controller that agents meet, on a real database and real TLS, with short leases. */
final class TestController implements AutoCloseable {
    static final LeaseSettings SHORT = new LeaseSettings(
            Duration.ofMillis(1_500), Duration.ofMillis(400), Duration.ofMillis(1_500), Duration.ofMillis(200));

    private final Ids ids;
    final FakeIdentities identities;
    final MemoryBlobs blobs = new MemoryBlobs();
    final FleetModule fleet;
    private final LeaseModule lease;
    private final LinkModule link;

    TestController(Database database, GroupCommit commit, Ids ids, FakeIdentities identities, LeaseSettings settings)
            throws IOException {
        this.ids = ids;
        this.identities = identities;
        var clock = InstantSource.system();
        fleet = FleetModule.create(database, ids, clock);
        lease = LeaseModule.create(
                database, commit, ids, fleet.register(), SchedulingRules.on(database), clock, settings);
        link = LinkModule.create(
                TlsIdentity.create("controller", Instant.now()),
                LinkSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                lease.leases(),
                fleet.register(),
                identities,
                blobs);
    }

    InetSocketAddress address() {
        return link.address();
    }

    Jobs jobs() {
        return lease.jobs();
    }

    Operations operations() {
        return link.operations();
    }

    RunId newRun() {
        return new RunId(ids.next());
    }

    JobRequest request(RunId run, String labels) {
        return new JobRequest(
                new JobId(ids.next()),
                run,
                1,
                new OrganizationId(1),
                new ProjectId(1),
                "shop/main #1",
                labels,
                0,
                WorkspaceRequest.newBuilder().setKey("shop").build(),
                SandboxRequest.newBuilder().setKind("auto").build(),
                Map.of("CI", "true"),
                Instant.now());
    }

    @Override
    public void close() {
        link.close();
        lease.close();
    }

    /** What a run hears of its job. */
    static final class Heard implements JobListener {
        private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @Override
        public void granted(Lease lease) {
            heard.add(lease);
        }

        @Override
        public void ended(String reason) {
            heard.add(reason);
        }

        Lease lease() throws InterruptedException {
            return (Lease) next();
        }

        String end() throws InterruptedException {
            return (String) next();
        }

        boolean nothing() {
            return heard.isEmpty();
        }

        private Object next() throws InterruptedException {
            var next = heard.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("the run heard nothing");
            }
            return next;
        }
    }
}
