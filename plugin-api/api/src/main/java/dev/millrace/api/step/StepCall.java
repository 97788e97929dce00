package dev.millrace.api.step;

import dev.millrace.api.report.Artifacts;
import dev.millrace.api.report.Revisions;
import dev.millrace.api.report.Stashes;
import dev.millrace.api.report.TestResults;
import dev.millrace.api.workspace.Workspace;
import java.util.Map;

/** One call of a step and what surrounds it. Valid until the step returns; for the step's own thread. */
public interface StepCall {
    /** Checked arguments. */
    Arguments arguments();

    /** The run that calls. */
    RunFacts run();

    /** Variables that the call sees: the node's and those of the blocks around it. */
    Map<String, String> environment();

    /** Writes a line into the run's log, at this step. A crash may repeat lines that a step wrote itself; output of processes is never repeated. */
    void log(String line);

    /** The worst result of the run so far, as the program saw it when it called. */
    RunResult result();

    /** Makes the run at least this bad without ending it: {@code UNSTABLE} for test failures. */
    void worsen(RunResult result, String why);

    /**
     * The workspace. Needs {@link dev.millrace.api.Permission#AGENT_PROCESSES}.
     *
     * @throws StepException outside of {@code node}, with a message that says so
     */
    Workspace workspace() throws StepException;

    /** Where artifacts of this run go. */
    Artifacts artifacts();

    /** Files that travel between the nodes of this run. */
    Stashes stashes();

    /** Where test results of this run go. */
    TestResults tests();

    /** What runs of this project checked out, and what this one does. */
    default Revisions revisions() {
        return Revisions.NONE;
    }
}
