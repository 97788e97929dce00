package dev.millrace.controller.blob;

import dev.millrace.controller.base.StartRefused;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.GroupCommit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Offers {@link BlobStore}. */
public final class BlobModule {
    private BlobModule() {}

    /**
     * In a directory of this controller's own; small blobs in the database.
     *
     * @throws StartRefused where the directory cannot be written
     */
    public static BlobStore create(Path directory, Database database, GroupCommit writer, InstantSource clock) {
        try {
            return new StoredBlobs(BlobFiles.in(directory), new BlobTable(database, writer, clock));
        } catch (IOException e) {
            throw new StartRefused(
                    "Blob directory %s cannot be used: %s".formatted(directory, e),
                    "Check its permissions and the disk's free space",
                    e);
        }
    }
}
