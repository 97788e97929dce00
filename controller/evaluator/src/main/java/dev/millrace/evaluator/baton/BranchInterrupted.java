package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Result;

/** The branch was interrupted while it waited for a step. */
public final class BranchInterrupted extends Exception {
    private final transient Interruption interruption;
    private final Result worsened;

    BranchInterrupted(Interruption interruption, Result worsened) {
        super(interruption.reason());
        this.interruption = interruption;
        this.worsened = worsened;
    }

    /** Why. */
    public Interruption interruption() {
        return interruption;
    }

    /** The run is at least this bad from here on: the step said so before it ended. */
    public Result worsened() {
        return worsened;
    }
}
