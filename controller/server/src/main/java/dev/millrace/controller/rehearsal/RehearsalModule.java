package dev.millrace.controller.rehearsal;

import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.execution.Programs;
import dev.millrace.controller.execution.StepCatalog;
import java.time.InstantSource;

/** This package's part of the controller. */
public final class RehearsalModule {
    private RehearsalModule() {}

    /** Dry runs with the usual bounds. */
    public static Rehearsals create(Programs programs, StepCatalog catalog, BlobStore blobs, InstantSource clock) {
        return create(programs, catalog, blobs, clock, Bounds.USUAL);
    }

    static Rehearsals create(
            Programs programs, StepCatalog catalog, BlobStore blobs, InstantSource clock, Bounds bounds) {
        return new EvaluatorRehearsals(programs, catalog, blobs, clock, bounds);
    }
}
