package dev.millrace.controller.rehearsal;

import dev.millrace.api.report.Artifacts;
import dev.millrace.api.report.Stashes;
import dev.millrace.api.report.TestResults;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.RunFacts;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.workspace.PackedTree;
import dev.millrace.api.workspace.Workspace;
import java.util.Map;
import java.util.Optional;

/**
 * What a step of files or data sees when it is tried: a workspace in memory. What it would leave behind goes nowhere.
 *
 * @param arguments checked
 * @param run as it would be
 * @param environment of the call
 * @param workspace in memory
 * @param kept stashes of this dry run
 */
record SimulatedCall(
        Arguments arguments,
        RunFacts run,
        Map<String, String> environment,
        Workspace workspace,
        Map<String, PackedTree> kept)
        implements StepCall {
    @Override
    public void log(String line) {}

    @Override
    public RunResult result() {
        return RunResult.SUCCESS;
    }

    @Override
    public void worsen(RunResult result, String why) {}

    @Override
    public Artifacts artifacts() {
        return _ -> {};
    }

    @Override
    public Stashes stashes() {
        return new Stashes() {
            @Override
            public void put(String name, PackedTree tree) {
                kept.put(name, tree);
            }

            @Override
            public Optional<PackedTree> get(String name) {
                return Optional.ofNullable(kept.get(name));
            }
        };
    }

    @Override
    public TestResults tests() {
        return _ -> {};
    }
}
