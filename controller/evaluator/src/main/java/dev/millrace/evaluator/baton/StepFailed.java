package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.StepFailure;

/** The outcome of a step is a failure. */
public final class StepFailed extends Exception {
    private final StepFailure failure;
    private final Result worsened;

    StepFailed(StepFailure failure, Result worsened) {
        super(failure.getMessage());
        this.failure = failure;
        this.worsened = worsened;
    }

    /** What the journal holds of it. */
    public StepFailure failure() {
        return failure;
    }

    /** The run is at least this bad from here on, also where the failure is caught. */
    public Result worsened() {
        return worsened;
    }
}
