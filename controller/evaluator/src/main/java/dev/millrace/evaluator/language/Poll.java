package dev.millrace.evaluator.language;

import java.util.concurrent.locks.LockSupport;

/**
 * Where compiled pipelines look whether they are to let go of the processor: at each turn of a loop, and where a method or closure begins. While nobody
 * wants anything of them that costs one read.
 */
public final class Poll {
    /** Somebody wants something of a branch that computes. */
    @SuppressWarnings("unused") // compiled pipelines read it
    public static volatile boolean wanted;

    private static final long MOMENT = 100_000;

    private Poll() {}

    /**
     * What a branch does that finds it wanted: stands still for good where its program was stopped, lets others go first otherwise. To yield would not
     * do: where no other thread stands in the processor's own queue, the one that yields is the next again, and what comes from outside waits for ever.
     */
    public static void take() {
        if (BranchState.CURRENT.isBound()) {
            PipelineRun.branch().run.baton().poll();
        }
        wanted = false;
        LockSupport.parkNanos(MOMENT);
    }
}
