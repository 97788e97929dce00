package dev.millrace.controller.plugin;

import dev.millrace.api.report.Artifacts;
import dev.millrace.api.report.Stashes;
import dev.millrace.api.report.TestResults;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.RunFacts;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.workspace.Workspace;
import java.util.Map;

/** A call that has arguments and nothing around it. */
record TestCall(Arguments arguments) implements StepCall {
    TestCall(Map<String, Object> arguments) {
        this(new Arguments(arguments));
    }

    @Override
    public RunFacts run() {
        return new RunFacts(1, "default", "tests", 1, "branch");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void log(String line) {}

    @Override
    public RunResult result() {
        return RunResult.SUCCESS;
    }

    @Override
    public void worsen(RunResult result, String why) {}

    @Override
    public Workspace workspace() {
        throw nothing();
    }

    @Override
    public Artifacts artifacts() {
        throw nothing();
    }

    @Override
    public Stashes stashes() {
        throw nothing();
    }

    @Override
    public TestResults tests() {
        throw nothing();
    }

    private static UnsupportedOperationException nothing() {
        return new UnsupportedOperationException("There is nothing around this call");
    }
}
