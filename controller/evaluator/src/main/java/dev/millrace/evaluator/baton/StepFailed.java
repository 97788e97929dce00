package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.StepFailure;

/** The outcome of a step is a failure. */
public final class StepFailed extends Exception {
    private final StepFailure failure;

    StepFailed(StepFailure failure) {
        super(failure.getMessage());
        this.failure = failure;
    }

    /** What the journal holds of it. */
    public StepFailure failure() {
        return failure;
    }
}
