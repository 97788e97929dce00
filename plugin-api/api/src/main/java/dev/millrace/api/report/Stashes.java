package dev.millrace.api.report;

import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.PackedTree;
import java.util.Optional;

/** Files that travel between the nodes of one run. */
public interface Stashes {
    /** Keeps a tree under a name; an earlier one of that name is replaced. */
    void put(String name, PackedTree tree) throws StepException, InterruptedException;

    /** The tree of a name; empty where there is none. */
    Optional<PackedTree> get(String name) throws StepException, InterruptedException;
}
