package dev.millrace.testkit;

import dev.millrace.api.Permission;
import dev.millrace.api.PermissionMissing;
import dev.millrace.api.report.Artifacts;
import dev.millrace.api.report.Revisions;
import dev.millrace.api.report.Stashes;
import dev.millrace.api.report.TestResults;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.RunFacts;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.Workspace;
import java.util.Map;
import java.util.Optional;

/**
 * One call on the bench.
 *
 * @param plugin id, for messages
 * @param mayUseWorkspace the plugin declared {@code agent-processes}
 * @param place the workspace; empty outside of a node
 */
record BenchCall(
        String plugin,
        boolean mayUseWorkspace,
        Arguments arguments,
        RunFacts run,
        Map<String, String> environment,
        Optional<Workspace> place,
        Recording recording)
        implements StepCall {
    @Override
    public void log(String line) {
        recording.log(line);
    }

    @Override
    public RunResult result() {
        return recording.result();
    }

    @Override
    public void worsen(RunResult result, String why) {
        recording.worsen(result, why);
    }

    @Override
    public Workspace workspace() throws StepException {
        if (!mayUseWorkspace) {
            throw new PermissionMissing(plugin, Permission.AGENT_PROCESSES);
        }
        return place.orElseThrow(() ->
                new StepException("no-workspace", "This step needs a workspace: put it inside node or under an agent"));
    }

    @Override
    public Artifacts artifacts() {
        return recording;
    }

    @Override
    public Stashes stashes() {
        return recording;
    }

    @Override
    public TestResults tests() {
        return recording;
    }

    @Override
    public Revisions revisions() {
        return recording;
    }
}
