package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.link.LeaseGone;
import dev.millrace.controller.snapshot.SnapshotFailed;
import dev.millrace.controller.snapshot.SnapshotTaking;
import dev.millrace.controller.snapshot.Snapshots;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** States of the workspaces of runs: taken where a stage begins, put back where an attempt goes on. Safe for use by many threads. */
final class Workspaces {
    private static final Logger LOG = LoggerFactory.getLogger(Workspaces.class);

    private final Snapshots snapshots;
    private final SnapshotTaking taking;
    private final Executor executor;

    Workspaces(Snapshots snapshots, SnapshotTaking taking, Executor executor) {
        this.snapshots = snapshots;
        this.taking = taking;
        this.executor = executor;
    }

    /**
     * Takes the state of a node's workspace.
     *
     * @param next step that waits for it
     * @param step the newest step before: those up to it are in the state
     * @param place why it is taken: {@code stage-end} or {@code step}
     * @return completes when it is done, with what is to be said about it; never fails
     */
    CompletableFuture<String> take(RunId run, int node, LeaseKey lease, int next, int step, String place) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        taking.take(new SnapshotTaking.Node(run, node, lease), next, step, place);
                        return "";
                    } catch (SnapshotFailed e) {
                        return "No snapshot of the workspace was taken: " + e.getMessage() + "\n";
                    } catch (LeaseGone e) {
                        return "";
                    } catch (RuntimeException e) {
                        LOG.atWarn().setCause(e).addKeyValue("run", run).log("snapshot-not-taken");
                        return "No snapshot of the workspace was taken: " + e.getMessage() + "\n";
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return "";
                    }
                },
                executor);
    }

    /** The state of a node's workspace before a step; empty where none was kept. */
    Optional<Snapshots.Snapshot> before(RunId run, int node, int step) {
        return snapshots.nearest(run, node, step - 1);
    }

    /** The step of the newest state of a node's workspace that an attempt which keeps these steps is given; 0: none. */
    int newest(RunId run, int node, Set<Integer> kept) {
        return snapshots.of(run).stream()
                .filter(state -> state.node() == node && kept.contains(node) && kept.contains(state.step()))
                .mapToInt(Snapshots.Snapshot::step)
                .max()
                .orElse(0);
    }

    /** Gives an attempt the states that the one before it had. */
    void inherit(RunId from, RunId to, Map<Integer, Integer> steps) {
        snapshots.inherit(from, to, steps);
    }

    /** Makes a workspace what it was. Completes with what is to be said about it; fails where it could not be done. */
    CompletableFuture<String> restore(RunId run, int node, LeaseKey lease, Snapshots.Snapshot state) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        var restored = taking.restore(new SnapshotTaking.Node(run, node, lease), node, state.tree());
                        return "Workspace is as it was after step %d: %d files, %d of them here already\n"
                                .formatted(state.step(), restored.files(), restored.keptFiles());
                    } catch (SnapshotFailed e) {
                        throw new IllegalStateException("The workspace could not be restored: " + e.getMessage(), e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("The workspace was not restored: the controller stops", e);
                    }
                },
                executor);
    }
}
