package dev.millrace.controller.artifact;

import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.store.Database;

/** Offers {@link RunFiles}. */
public final class ArtifactModule {
    private ArtifactModule() {}

    /** Over the database; contents are blobs. */
    public static RunFiles create(Database database, BlobStore blobs) {
        return new StoredRunFiles(database, new StoredTrees(blobs));
    }
}
