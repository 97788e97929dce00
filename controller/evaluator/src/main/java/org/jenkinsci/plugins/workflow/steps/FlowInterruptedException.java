package org.jenkinsci.plugins.workflow.steps;

import java.util.List;

/** The branch was interrupted: the run was aborted, a block's time was over, or another branch failed. */
public final class FlowInterruptedException extends InterruptedException {
    private final String result;
    private final List<String> causes;
    private final int block;
    private final boolean failFast;

    /**
     * An interruption.
     *
     * @param result what the run becomes if nobody catches it
     * @param reason for people
     * @param block step id of the block that was interrupted; 0 for the whole run
     * @param failFast another branch failed, which is what counts for the run
     */
    public FlowInterruptedException(String result, String reason, int block, boolean failFast) {
        super(reason);
        this.result = result;
        this.causes = List.of(reason);
        this.block = block;
        this.failFast = failFast;
    }

    /** What the run becomes if nobody catches this. */
    public String getResult() {
        return result;
    }

    /** Why, for people. */
    public List<String> getCauses() {
        return causes;
    }

    /** Step id of the block that was interrupted; 0 for the whole run. */
    public int block() {
        return block;
    }

    /** Another branch failed, and interrupted this one. */
    public boolean failFast() {
        return failFast;
    }
}
