package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.CauseOfInterruption;

/** The branch was interrupted: the run was aborted, a block's time was over, or another branch failed. */
public final class FlowInterruptedException extends InterruptedException {
    private final transient Result result;
    private final transient List<CauseOfInterruption> causes;
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
        this.result = Result.fromString(result);
        this.causes = List.of(new CauseOfInterruption(reason));
        this.block = block;
        this.failFast = failFast;
    }

    /** As pipelines throw it. */
    public FlowInterruptedException(Result result, CauseOfInterruption... causes) {
        super(causes.length == 0 ? result.toString() : causes[0].getShortDescription());
        this.result = result;
        this.causes = List.of(causes);
        this.block = 0;
        this.failFast = false;
    }

    /** What the run becomes if nobody catches this. */
    public Result getResult() {
        return result;
    }

    /** Why. */
    public List<CauseOfInterruption> getCauses() {
        return new ArrayList<>(causes);
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
