package dev.millrace.controller.artifact;

import dev.millrace.api.report.TestCase;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs leave behind. Safe for use by many threads; durable on return; repeating a call is harmless. */
public interface RunFiles {
    /** Adds the regular files of a stored tree as artifacts of a run. */
    void addArtifacts(RunId run, int step, Digest tree);

    /** Artifacts of a run, sorted by path. */
    List<Artifact> artifacts(RunId run);

    /** One artifact. */
    Optional<Artifact> artifact(RunId run, String path);

    /**
     * Stores a tree of some artifacts of a run, so that an agent can unpack it. Fails with {@link dev.millrace.controller.base.UserError} where one is
     * not there, or its path in the tree does not stay below the top.
     *
     * @param paths in the tree, by the artifact's path
     */
    Picked pick(RunId run, Map<String, String> paths);

    /** Keeps a tree under a name for the rest of the run. */
    void putStash(RunId run, Stash stash);

    /** The stash of a name. */
    Optional<Stash> stash(RunId run, String name);

    /** Keeps the test results of one step, in place of earlier ones of that step. */
    void putTests(RunId run, int step, List<TestCase> cases);

    /** Test results of a run, in the order in which they were reported. */
    List<TestCase> tests(RunId run);

    /**
     * Gives a run what steps of another one left, as if its own steps had.
     *
     * @param steps of the other run to those of this one; what other steps left stays away. Stashes, which belong to no step, all come
     */
    void inherit(RunId from, RunId to, Map<Integer, Integer> steps);

    /**
     * A named output.
     *
     * @param path with {@code /}
     * @param size bytes
     * @param mode permission bits
     * @param digest its content, a blob
     */
    record Artifact(String path, long size, int mode, Digest digest) {}

    /**
     * A tree of artifacts.
     *
     * @param tree a blob
     * @param files how many
     * @param bytes their sizes, added up
     */
    record Picked(Digest tree, long files, long bytes) {}

    /**
     * A stash.
     *
     * @param name as the pipeline names it
     * @param tree a blob
     * @param files how many
     * @param bytes their sizes, added up
     */
    record Stash(String name, Digest tree, long files, long bytes) {}
}
