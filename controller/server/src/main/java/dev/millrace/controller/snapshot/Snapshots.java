package dev.millrace.controller.snapshot;

import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.base.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Content-addressed states of workspaces, kept until they expire. Safe for use by many threads. */
public interface Snapshots {
    /**
     * Records a state; durable on return. Idempotent per run, step and node: what was recorded first stays, and is returned.
     *
     * @throws dev.millrace.controller.base.UserError where it is no state that is stored as a whole
     */
    Snapshot record(RunId run, int step, int node, String place, TreeDigest tree);

    /** Those of a run, by step. */
    List<Snapshot> of(RunId run);

    /** The latest of a node's workspace that was taken at a step or before it. */
    Optional<Snapshot> nearest(RunId run, int node, int beforeOrAtStep);

    /** Gives a run those of another one that were taken at steps which it has too, by its own numbers. Repeating it changes nothing. */
    void inherit(RunId from, RunId to, Map<Integer, Integer> steps);

    /** Forgets what has expired; the blobs that only such ones name may be collected later. */
    void expire(Instant now);

    /**
     * A state of a workspace.
     *
     * @param step id of the journal's step at whose end it was taken
     * @param node step id of the node block whose workspace it is
     * @param place {@code stage-end}, {@code checkpoint} or {@code step}
     * @param tree names the state
     * @param files how many regular files it has
     * @param bytes their sizes, added up
     */
    record Snapshot(
            long id,
            RunId run,
            int step,
            int node,
            String place,
            TreeDigest tree,
            long files,
            long bytes,
            Instant takenAt,
            Instant expiresAt) {}
}
