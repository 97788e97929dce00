package dev.millrace.controller.artifact;

import dev.millrace.controller.blob.BlobReferences;
import dev.millrace.controller.blob.BlobReferences.Shape;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.store.Database;
import java.util.List;

/** Offers {@link RunFiles}. */
public final class ArtifactModule {
    private ArtifactModule() {}

    /** The blobs that artifacts and stashes are made of. */
    public static List<BlobReferences> blobs() {
        return List.of(
                new BlobReferences("artifacts", Shape.BYTES, "select digest from artifact"),
                new BlobReferences("stashes", Shape.TREE, "select tree from stash"));
    }

    /** Over the database; contents are blobs. */
    public static RunFiles create(Database database, BlobStore blobs) {
        return new StoredRunFiles(database, new StoredTrees(blobs));
    }
}
