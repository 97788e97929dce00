package dev.millrace.evaluator.baton;

/** The branch was interrupted while it waited for a step. */
public final class BranchInterrupted extends Exception {
    private final transient Interruption interruption;

    BranchInterrupted(Interruption interruption) {
        super(interruption.reason());
        this.interruption = interruption;
    }

    /** Why. */
    public Interruption interruption() {
        return interruption;
    }
}
