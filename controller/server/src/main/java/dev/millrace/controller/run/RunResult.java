package dev.millrace.controller.run;

/** How a run or a stage ended, from best to worst. */
public enum RunResult {
    SUCCESS,
    UNSTABLE,
    FAILURE,
    NOT_BUILT,
    ABORTED;

    /** The worse of the two. */
    public RunResult worse(RunResult other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
