package dev.millrace.api.report;

import dev.millrace.api.step.StepException;
import java.util.List;

/** Test results of a run. */
public interface TestResults {
    /** Adds results. Adding the same results twice from the same step is harmless. */
    void add(List<TestCase> cases) throws StepException, InterruptedException;
}
