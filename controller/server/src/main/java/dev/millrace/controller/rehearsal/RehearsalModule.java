package dev.millrace.controller.rehearsal;

import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.execution.Programs;
import dev.millrace.controller.execution.StepCatalog;
import dev.millrace.controller.source.WorkingTrees;
import java.time.InstantSource;

/** This package's part of the controller. */
public final class RehearsalModule {
    private RehearsalModule() {}

    /** Dry runs on uploaded working trees. */
    public static Rehearsals create(
            Programs programs, StepCatalog catalog, WorkingTrees trees, BlobStore blobs, InstantSource clock) {
        return new EvaluatorRehearsals(programs, catalog, new Uploads.Stored(trees, blobs), clock, Bounds.USUAL);
    }

    /** Dry runs of a controller that keeps nothing: of pipelines that come alone. */
    public static Rehearsals withoutTrees(Programs programs, StepCatalog catalog, InstantSource clock) {
        return new EvaluatorRehearsals(programs, catalog, Uploads.NONE, clock, Bounds.USUAL);
    }
}
