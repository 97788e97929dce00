package dev.millrace.controller.source;

import dev.millrace.controller.blob.BlobStore;

/** Builds this package's part of the controller. */
public final class SourceModule {
    private SourceModule() {}

    /** Working trees as blobs. */
    public static WorkingTrees workingTrees(BlobStore blobs) {
        return new StoredWorkingTrees(blobs);
    }
}
