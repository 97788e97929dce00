package dev.millrace.controller.snapshot;

import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.snapshot.Snapshots.Snapshot;
import java.util.List;

/**
 * Takes states of workspaces and puts them back, through the agents that hold them. Each is one operation of the step that it is done for, named so that it
 * meets no other of that step: asking again after a crash attaches to it, and it is acknowledged with the step. An interrupt ends it on the agent.
 * Safe for use by many threads.
 */
public interface SnapshotTaking {
    /**
     * Takes the state of a node's workspace and records it; one that is recorded already is returned without asking.
     *
     * @param asker step that it is an operation of; one whose operations were not acknowledged
     * @param step the newest step whose work is in the state
     * @param place {@code stage-end}, {@code checkpoint} or {@code step}
     * @throws SnapshotFailed the agent could not
     * @throws dev.millrace.controller.link.LeaseGone the lease is over
     */
    Taken take(Node node, int asker, int step, String place) throws SnapshotFailed, InterruptedException;

    /** Makes a node's workspace exactly a state; throws as {@link #take} does, and may then be done again. */
    Restored restore(Node node, int step, TreeDigest tree) throws SnapshotFailed, InterruptedException;

    /**
     * A node block of a run that holds a lease.
     *
     * @param step id of the block
     */
    record Node(RunId run, int step, LeaseKey lease) {}

    /**
     * A state that was taken.
     *
     * @param readFiles how many had to be read
     * @param sentBytes how much the agent sent
     * @param remarks what is not in it as it is in the workspace, for people; the first ones
     */
    record Taken(Snapshot snapshot, long readFiles, long sentBytes, List<String> remarks) {}

    /**
     * What restoring took.
     *
     * @param keptFiles were there already
     * @param removed entries that were too much
     * @param fetchedBytes that the agent did not have
     */
    record Restored(long files, long bytes, long keptFiles, long removed, long fetchedBytes) {}
}
