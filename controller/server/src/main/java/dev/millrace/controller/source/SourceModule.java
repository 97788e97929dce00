package dev.millrace.controller.source;

import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.tenant.Tenants;
import java.time.InstantSource;

/** Builds this package's part of the controller. */
public final class SourceModule {
    private SourceModule() {}

    /** Working trees as blobs. */
    public static WorkingTrees workingTrees(BlobStore blobs) {
        return new StoredWorkingTrees(blobs);
    }

    /** Settings of shared libraries in the database. */
    public static LibrarySettings libraries(Database database, Tenants tenants, InstantSource clock) {
        return new StoredLibrarySettings(database, tenants, clock);
    }
}
