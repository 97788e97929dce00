package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.transfer.BlobClient;
import dev.millrace.agent.transfer.FakeBlobs;
import dev.millrace.agent.workspace.Workspace;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.SnapshotTaken;
import dev.millrace.wire.proto.WorkspaceRestored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One agent's snapshots, on a controller's blobs in memory. */
final class Desk {
    static final String TRUST = "branch";

    final FakeBlobs blobs;
    final Path directory;
    private final BlobClient client;
    private InstantSource clock = () -> Instant.now().plus(Duration.ofMinutes(1)); // so that files are never too young
    private int limit = 100_000;

    private Desk(Path directory) {
        this.directory = directory;
        this.client = new BlobClient(message -> {
            blobs().take(message);
            return true;
        });
        this.blobs = new FakeBlobs(client::take);
        client.connected();
    }

    private Desk(Path directory, Desk other) {
        this.directory = directory;
        this.client = other.client;
        this.blobs = other.blobs;
    }

    static Desk in(Path directory) throws IOException {
        return new Desk(Files.createDirectories(directory));
    }

    /** Another agent of the same controller. */
    Desk another(Path elsewhere) throws IOException {
        return new Desk(Files.createDirectories(elsewhere), this);
    }

    private FakeBlobs blobs() {
        return blobs;
    }

    Desk honestClock() {
        clock = InstantSource.system();
        return this;
    }

    Desk limit(int entries) {
        limit = entries;
        return this;
    }

    private WorkspaceStates states() {
        return new WorkspaceStates(directory, client, clock, limit);
    }

    SnapshotTaken take(Path workspace) throws Exception {
        return states().take(LeaseRef.getDefaultInstance(), new Workspace(workspace.toRealPath()), TRUST);
    }

    WorkspaceRestored restore(ByteString manifest, Path workspace) throws Exception {
        Files.createDirectories(workspace);
        return states()
                .restore(LeaseRef.getDefaultInstance(), manifest, new Workspace(workspace.toRealPath()), TRUST);
    }

    Path stash() {
        return directory.resolve(TRUST).resolve("blobs");
    }

    Path indexes() {
        return directory.resolve(TRUST).resolve("indexes");
    }
}
