package dev.millrace.controller.rehearsal;

import dev.millrace.controller.execution.Programs.Call;
import java.time.Instant;
import java.util.Map;

/**
 * What a dry run plays on.
 *
 * @param project full name
 * @param source where the pipeline comes from
 * @param files of its workspaces; all nodes share them
 * @param now when it is
 */
record Surroundings(String project, SimulatedSource source, SimulatedFiles files, Instant now) {
    static final String NODE = "dry-run";

    /** Where workspaces pretend to be. */
    String workspace() {
        return "/workspace/" + project;
    }

    SimulatedPaths paths(Call call) {
        return new SimulatedPaths(workspace(), call.directory());
    }

    SimulatedWorkspace workspace(Call call) {
        return new SimulatedWorkspace(files, paths(call), now);
    }

    /** What a node's processes start from. */
    Map<String, String> environment(String labels) {
        return Map.ofEntries(
                Map.entry("EXECUTOR_NUMBER", "0"),
                Map.entry("HOME", "/home/build"),
                Map.entry("LANG", "C.UTF-8"),
                Map.entry("LOGNAME", "build"),
                Map.entry("NODE_LABELS", labels.isEmpty() ? NODE : NODE + " " + labels),
                Map.entry("NODE_NAME", NODE),
                Map.entry("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                Map.entry("PWD", workspace()),
                Map.entry("SHELL", "/bin/sh"),
                Map.entry("USER", "build"),
                Map.entry("WORKSPACE", workspace()),
                Map.entry("WORKSPACE_TMP", workspace() + "@tmp"));
    }
}
