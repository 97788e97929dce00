package dev.millrace.api.step;

/** A step with a body: it changes what surrounds the steps in it. */
public non-sealed interface BlockStep extends Step {
    /** Decides what the body sees. Runs like {@link ActionStep#run}. */
    BlockScope open(StepCall call) throws StepException, InterruptedException;
}
