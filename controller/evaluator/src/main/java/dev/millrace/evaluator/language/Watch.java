package dev.millrace.evaluator.language;

import org.jspecify.annotations.Nullable;

/** What {@link Watches} has pipeline code call. Nothing else calls it. */
public final class Watch {
    private Watch() {}

    /**
     * A method or closure begins.
     *
     * @param self the object that it is called on; null for a static method
     * @param what which one it is, and its variables
     */
    public static void enter(@Nullable Object self, String what) {
        if (BranchState.CURRENT.isBound()) {
            PipelineRun.branch().calls.enter(self, what);
        }
    }

    /** It ends, however it does. */
    public static void leave() {
        if (BranchState.CURRENT.isBound()) {
            PipelineRun.branch().calls.leave();
        }
    }

    /** One of its variables has another value. */
    public static void store(@Nullable Object value, int variable) {
        if (BranchState.CURRENT.isBound()) {
            PipelineRun.branch().calls.store(variable, value);
        }
    }
}
