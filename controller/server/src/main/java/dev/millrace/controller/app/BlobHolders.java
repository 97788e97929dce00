package dev.millrace.controller.app;

import dev.millrace.controller.artifact.ArtifactModule;
import dev.millrace.controller.blob.BlobReferences;
import dev.millrace.controller.execution.ExecutionModule;
import dev.millrace.controller.run.RunModule;
import dev.millrace.controller.snapshot.SnapshotModule;
import java.util.ArrayList;
import java.util.List;

/**
 * All that refers to blobs. Whoever keeps digests of blobs in the database stands here, or loses them. Archives of plugins do not: they are blobs only on
 * their way to the plugins' directory.
 */
final class BlobHolders {
    private BlobHolders() {}

    static List<BlobReferences> all() {
        var all = new ArrayList<>(RunModule.blobs());
        all.addAll(ArtifactModule.blobs());
        all.add(SnapshotModule.blobs());
        all.add(ExecutionModule.blobs());
        return all;
    }
}
