package dev.millrace.bench;

import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.blob.BlobModule;
import dev.millrace.controller.fleet.FleetModule;
import dev.millrace.controller.identity.Identities.Caller;
import dev.millrace.controller.identity.IdentityModule;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.lease.LeaseModule;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.link.LinkModule;
import dev.millrace.controller.link.LinkSettings;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.snapshot.SnapshotFailed;
import dev.millrace.controller.snapshot.SnapshotModule;
import dev.millrace.controller.snapshot.SnapshotTaking;
import dev.millrace.controller.store.DatabaseLocation;
import dev.millrace.controller.store.Entities;
import dev.millrace.controller.store.StoreModule;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.SandboxRequest;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a snapshot goes through, for real: database, blob directory, leases, TLS, an agent process. Everything is in a directory that goes with it. */
final class SnapshotHouse implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Path directory;
    private final Deque<AutoCloseable> parts;
    private final Jobs jobs;
    private final Ids ids;
    private final SnapshotTaking taking;

    private SnapshotHouse(Path directory, Deque<AutoCloseable> parts, Jobs jobs, Ids ids, SnapshotTaking taking) {
        this.directory = directory;
        this.parts = parts;
        this.jobs = jobs;
        this.ids = ids;
        this.taking = taking;
    }

    /** What something gave and how long it took. */
    record Timed<T>(T result, double seconds) {}

    static SnapshotHouse open(Path home) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("millrace-bench-snapshot-");
        var parts = new ArrayDeque<AutoCloseable>();
        parts.push(() -> delete(directory));
        var clock = InstantSource.system();
        var entities = added(parts, Entities.boot(IdentityModule.entities()));
        var store = added(
                parts,
                StoreModule.create(
                        new DatabaseLocation.Embedded(directory.resolve("postgres"), directory.resolve("programs")),
                        "bench"));
        var blobs = BlobModule.create(directory.resolve("blobs"), store.database(), store.groupCommit(), clock);
        var identities = IdentityModule.create(store.database(), store.sessions(entities), store.ids(), clock);
        var fleet = FleetModule.create(store.database(), store.ids(), clock);
        var leases = added(
                parts,
                LeaseModule.create(
                        store.database(),
                        store.groupCommit(),
                        store.ids(),
                        fleet.register(),
                        SchedulingRules.on(store.database()),
                        clock,
                        LeaseSettings.USUAL));
        var tls = TlsIdentity.create("bench", Instant.now());
        var link = added(
                parts,
                LinkModule.create(
                        tls,
                        LinkSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        leases.leases(),
                        fleet.register(),
                        identities,
                        blobs));
        var snapshots =
                added(parts, SnapshotModule.create(store.database(), blobs, link.operations(), store.ids(), clock));
        var token = identities.createJoinToken(Caller.controller(), Optional.of("bench"), Duration.ofMinutes(5));
        Files.writeString(directory.resolve("token"), token.text());
        var agent = AgentProcess.start(
                home,
                directory,
                link.address().getHostString() + ":" + link.address().getPort(),
                tls.fingerprint(),
                directory.resolve("token"),
                "bench",
                "",
                4,
                List.of());
        parts.push(() -> {
            agent.destroy();
            agent.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        });
        return new SnapshotHouse(directory, parts, leases.jobs(), store.ids(), snapshots.taking());
    }

    private static <T extends AutoCloseable> T added(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    /** A lease on a workspace of its own. */
    Room room(String key) throws InterruptedException, IOException {
        var granted = new CompletableFuture<Lease>();
        var run = new RunId(ids.next());
        var request = new JobRequest(
                new JobId(ids.next()),
                run,
                1,
                new OrganizationId(1),
                new ProjectId(1),
                "bench #1",
                "",
                0,
                WorkspaceRequest.newBuilder().setKey(key).build(),
                SandboxRequest.newBuilder().setKind("auto").setTrust("branch").build(),
                Map.of(),
                Instant.now());
        try {
            var _ = jobs.request(request, new Jobs.JobListener() {
                @Override
                public void granted(Lease lease) {
                    granted.complete(lease);
                }

                @Override
                public void ended(String reason) {
                    granted.completeExceptionally(new IOException("The job ended: " + reason));
                }
            });
            var lease = granted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Room(taking, new SnapshotTaking.Node(run, 1, lease.key()), Path.of(lease.workspace()));
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("The agent took no lease: " + Files.readString(directory.resolve("agent.log")), e);
        }
    }

    /** The agent has nothing any more of what it sent or fetched. */
    void forgetKept() throws IOException {
        delete(directory.resolve("agent/snapshots/branch/blobs"));
    }

    /** A node's workspace. For one thread. */
    static final class Room {
        private final SnapshotTaking taking;
        private final SnapshotTaking.Node node;
        private final Path directory;
        private int step = 1;

        private Room(SnapshotTaking taking, SnapshotTaking.Node node, Path directory) {
            this.taking = taking;
            this.node = node;
            this.directory = directory;
        }

        Path directory() {
            return directory;
        }

        Timed<SnapshotTaking.Taken> take() throws IOException, InterruptedException {
            long begun = System.nanoTime();
            try {
                var taken = taking.take(node, ++step, step, "stage-end");
                return new Timed<>(taken, (System.nanoTime() - begun) / 1e9);
            } catch (SnapshotFailed e) {
                throw new IOException(e.code() + ": " + e.getMessage(), e);
            }
        }

        Timed<SnapshotTaking.Restored> restore(TreeDigest tree) throws IOException, InterruptedException {
            long begun = System.nanoTime();
            try {
                var restored = taking.restore(node, ++step, tree);
                return new Timed<>(restored, (System.nanoTime() - begun) / 1e9);
            } catch (SnapshotFailed e) {
                throw new IOException(e.code() + ": " + e.getMessage(), e);
            }
        }
    }

    private static void delete(Path top) throws IOException {
        if (Files.exists(top)) {
            try (var files = Files.walk(top)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var part : List.copyOf(parts)) {
            try {
                part.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("Something of the benchmark could not be ended", e);
            }
        }
    }
}
