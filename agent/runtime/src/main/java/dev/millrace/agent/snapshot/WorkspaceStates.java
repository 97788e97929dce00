package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.posix.Directory;
import dev.millrace.agent.transfer.BlobClient;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.Workspace;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.SnapshotTaken;
import dev.millrace.wire.proto.WorkspaceRestored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Takes and restores states of workspaces. Doing either again, also after a crash in its middle, is harmless. Safe for use by many threads. */
public final class WorkspaceStates {
    private static final Pattern TRUST = Pattern.compile("[a-z-]{1,40}");
    private static final long STASH_MOST = 10L << 30;
    private static final int DISK_SHARE = 10;
    private static final int ENTRIES_MOST = 10_000_000;
    private static final int ENTRIES_LEAST = 100_000;
    private static final int BYTES_PER_ENTRY = 1_024;

    private final Path directory;
    private final BlobClient blobs;
    private final InstantSource clock;
    private final int limit;

    WorkspaceStates(Path directory, BlobClient blobs, InstantSource clock, int limit) {
        this.directory = directory;
        this.blobs = blobs;
        this.clock = clock;
        this.limit = limit;
    }

    /** Keeps what saves it work below a directory of the agent's. How many entries a workspace may have depends on this process's memory. */
    public static WorkspaceStates create(Path directory, BlobClient blobs, InstantSource clock) {
        long entries = Runtime.getRuntime().maxMemory() / BYTES_PER_ENTRY;
        return new WorkspaceStates(
                directory, blobs, clock, (int) Math.clamp(entries, ENTRIES_LEAST, ENTRIES_MOST));
    }

    /** Takes the state of a workspace; returns when all of it is durable at the controller. */
    public SnapshotTaken take(LeaseRef lease, Workspace workspace, String trust)
            throws IOException, FileFault, InterruptedException {
        return new SnapshotTaker(blobs, stash(trust), clock, limit)
                .take(lease, workspace.path(), index(workspace, trust));
    }

    /** Makes a workspace exactly a state; what was done before a failure stays. */
    public WorkspaceRestored restore(LeaseRef lease, ByteString manifest, Workspace workspace, String trust)
            throws IOException, FileFault, InterruptedException {
        return new Restorer(blobs, stash(trust), clock, limit)
                .restore(lease, manifest, workspace.path(), index(workspace, trust));
    }

    /** Runs of another trust share neither what is kept nor what is known. */
    private Path of(String trust) throws FileFault {
        if (!Directory.supported()) {
            throw new FileFault(
                    "io", "Workspace snapshots take an agent on 64-bit Linux: run this node block on one", "");
        }
        var name = trust.isEmpty() ? "none" : trust;
        if (!TRUST.matcher(name).matches()) {
            throw new FileFault("io", "Not a trust: '%s'".formatted(trust), "");
        }
        return directory.resolve(name);
    }

    private BlobStash stash(String trust) throws IOException, FileFault {
        var place = of(trust).resolve("blobs");
        Files.createDirectories(place);
        return new BlobStash(
                place, Math.min(STASH_MOST, Files.getFileStore(place).getTotalSpace() / DISK_SHARE));
    }

    private WorkspaceIndex index(Workspace workspace, String trust) throws FileFault {
        var path = workspace.path().toString().getBytes(StandardCharsets.UTF_8);
        var name = HexFormat.of()
                .formatHex(Filling.digest(path, path.length).toByteArray(), 0, 16);
        return new WorkspaceIndex(of(trust).resolve("indexes").resolve(name));
    }
}
