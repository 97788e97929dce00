package dev.millrace.api.report;

import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.PackedTree;

/** Named outputs of a run. */
public interface Artifacts {
    /** Adds the files of a tree under their paths; a file of the same path replaces the earlier one. Adding the same tree twice is harmless. */
    void add(PackedTree tree) throws StepException, InterruptedException;
}
