package dev.millrace.controller.definition;

import dev.millrace.controller.blob.BlobStore;

/** Builds this package's part of the controller. */
public final class DefinitionModule {
    private DefinitionModule() {}

    /** Texts as blobs. */
    public static Definitions create(BlobStore blobs) {
        return new StoredDefinitions(blobs);
    }
}
