package dev.millrace.controller.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.link.Operations;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.RestoreWorkspace;
import dev.millrace.wire.proto.SnapshotWorkspace;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Asks agents. */
final class AgentSnapshots implements SnapshotTaking {
    /** Beyond the ordinals that a step gives its own operations. */
    private static final int RESTORE = 1 << 24;

    private static final int TAKE = RESTORE + 1;

    private final Operations operations;
    private final StoredSnapshots snapshots;

    AgentSnapshots(Operations operations, StoredSnapshots snapshots) {
        this.operations = operations;
        this.snapshots = snapshots;
    }

    @Override
    public Taken take(Node node, int asker, int step, String place) throws SnapshotFailed, InterruptedException {
        var known = snapshots.at(node.run(), step, node.step());
        if (known.isPresent()) {
            return new Taken(known.get(), 0, 0, List.of());
        }
        var taken = operate(node, asker, TAKE, Operate.newBuilder().setSnapshot(SnapshotWorkspace.getDefaultInstance()))
                .getSnapshot();
        if (taken.getManifest().size() != 32) {
            throw new SnapshotFailed("internal", "The agent did not say what it took");
        }
        var tree = new TreeDigest(HexFormat.of().formatHex(taken.getManifest().toByteArray()));
        return new Taken(
                snapshots.record(node.run(), step, node.step(), place, tree),
                taken.getReadFiles(),
                taken.getSentBytes(),
                RemarkWords.of(taken));
    }

    @Override
    public Restored restore(Node node, int step, TreeDigest tree) throws SnapshotFailed, InterruptedException {
        var restore = RestoreWorkspace.newBuilder().setManifest(ByteString.fromHex(tree.hex()));
        var restored = operate(node, step, RESTORE, Operate.newBuilder().setRestore(restore))
                .getRestored();
        return new Restored(
                restored.getFiles(),
                restored.getBytes(),
                restored.getKeptFiles(),
                restored.getRemoved(),
                restored.getFetchedBytes());
    }

    private OperationFinished operate(Node node, int step, int ordinal, Operate.Builder body)
            throws SnapshotFailed, InterruptedException {
        var asked = operations.operate(node.lease(), step, ordinal, body, new Silence());
        try {
            var finished = asked.get();
            if (finished.hasFailure()) {
                throw new SnapshotFailed(
                        finished.getFailure().getCode(), finished.getFailure().getMessage());
            }
            return finished;
        } catch (InterruptedException e) {
            operations.cancel(node.lease(), step, ordinal, "The snapshot is no longer wanted");
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** These operations have no output. */
    private static final class Silence implements Operations.OutputSink {
        @Override
        public long end() {
            return 0;
        }

        @Override
        public CompletableFuture<Long> take(long offset, byte[] data) {
            return CompletableFuture.completedFuture(offset + data.length);
        }
    }
}
