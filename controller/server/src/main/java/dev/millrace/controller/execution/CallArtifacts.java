package dev.millrace.controller.execution;

import dev.millrace.api.report.ArtifactFacts;
import dev.millrace.api.report.Artifacts;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.PackedTree;
import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import java.util.List;
import java.util.Map;

/** Artifacts as one step of a run sees them: its own run's, and no other's. */
record CallArtifacts(RunFiles files, RunId run, int step) implements Artifacts {
    private static final int MOST = 100_000;

    @Override
    public void add(PackedTree tree) {
        files.addArtifacts(run, step, Digest.parse(tree.digest().hex()));
    }

    @Override
    public List<ArtifactFacts> list() {
        return files.artifacts(run).stream()
                .map(artifact -> new ArtifactFacts(
                        artifact.path(), artifact.size(), artifact.digest().hex()))
                .toList();
    }

    @Override
    public PackedTree tree(Map<String, String> paths) throws StepException {
        if (paths.size() > MOST) {
            throw new StepException(
                    "too-many", "%d artifacts are asked for, at most %d can be".formatted(paths.size(), MOST));
        }
        try {
            var picked = files.pick(run, paths);
            return new PackedTree(new TreeDigest(picked.tree().hex()), picked.files(), picked.bytes());
        } catch (UserError e) {
            throw new StepException(
                    e.kind() == UserError.Kind.NOT_FOUND ? "no-such-artifact" : "outside-workspace",
                    String.valueOf(e.getMessage()));
        }
    }
}
