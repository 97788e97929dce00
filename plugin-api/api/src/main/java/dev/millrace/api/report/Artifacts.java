package dev.millrace.api.report;

import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.PackedTree;
import java.util.List;
import java.util.Map;

/** Named outputs of a run. */
public interface Artifacts {
    /** Adds the files of a tree under their paths; a file of the same path replaces the earlier one. Adding the same tree twice is harmless. */
    void add(PackedTree tree) throws StepException, InterruptedException;

    /** The artifacts that the run has so far, of all its steps, sorted by path. */
    default List<ArtifactFacts> list() throws StepException, InterruptedException {
        return List.of();
    }

    /**
     * Stores a tree of some of the run's artifacts, for {@link dev.millrace.api.workspace.Workspace#unpack}; their contents do not pass through the
     * plugin. Fails with the reasons {@code no-such-artifact}, {@code outside-workspace}, and {@code too-many} over 100,000.
     *
     * @param paths where in the tree, below its top, by the artifact's path
     */
    default PackedTree tree(Map<String, String> paths) throws StepException, InterruptedException {
        throw new StepException("no-such-artifact", "There are no artifacts here");
    }
}
