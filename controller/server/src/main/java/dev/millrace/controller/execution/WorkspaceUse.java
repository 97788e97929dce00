package dev.millrace.controller.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run's steps did to the workspaces of its nodes since their states were kept, and which states are due. A state is due where something was changed
 * and nothing works there at that moment; the node's later steps wait until it is kept, so one that is still due when a run is taken up can be kept then.
 * As pure as the machine that it is a part of.
 */
final class WorkspaceUse {
    /** Steps that may use a workspace and leave it as it is. */
    static final Set<String> READERS = Set.of(
            "archive",
            "archiveArtifacts",
            "checkpoint",
            "dir",
            "fileExists",
            "findFiles",
            "fingerprint",
            "isUnix",
            "junit",
            "load",
            "node",
            "publishHTML",
            "pwd",
            "readCSV",
            "readFile",
            "readJSON",
            "readManifest",
            "readMavenPom",
            "readProperties",
            "readTOML",
            "readYaml",
            "sha1",
            "sha256",
            "stash",
            "tool",
            "verifySha1",
            "verifySha256");

    /**
     * A state that is to be kept.
     *
     * @param node whose workspace
     * @param next the stage or step that waits for it; the state is that of all steps before
     * @param place {@code stage-end} or {@code step}
     */
    record Due(int node, int next, String place) {}

    private record Use(int node, String name) {}

    private final Map<Integer, Use> using = new HashMap<>();
    private final Set<Integer> changed = new HashSet<>();
    private final Map<Integer, Due> due = new HashMap<>();

    /** A stage begins in a node. */
    Optional<Due> stage(int stage, int node) {
        return before(stage, node, "stage-end");
    }

    /**
     * A step begins in a node.
     *
     * @param keeps the state before each step is wanted
     */
    Optional<Due> began(int step, String name, int node, boolean keeps) {
        var before = keeps ? before(step, node, "step") : Optional.<Due>empty();
        using.put(step, new Use(node, name));
        return before;
    }

    private Optional<Due> before(int next, int node, String place) {
        if (!changed.contains(node) || using.values().stream().anyMatch(use -> use.node() == node)) {
            return Optional.empty();
        }
        changed.remove(node);
        due.put(node, new Due(node, next, place));
        return Optional.of(due.get(node));
    }

    /** A step has its outcome: what it waited for is kept. */
    void concluded(int step) {
        var use = using.remove(step);
        if (use != null) {
            due.remove(use.node());
            if (!READERS.contains(use.name())) {
                changed.add(use.node());
            }
        }
    }

    /** A node was left. */
    void left(int node) {
        changed.remove(node);
        due.remove(node);
    }

    /** States that may not have been kept yet. */
    List<Due> due() {
        return new ArrayList<>(due.values());
    }
}
