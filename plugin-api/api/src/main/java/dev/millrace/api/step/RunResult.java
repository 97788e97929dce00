package dev.millrace.api.step;

/** How a run or a stage ended, from best to worst. */
public enum RunResult {
    SUCCESS,
    UNSTABLE,
    FAILURE,
    NOT_BUILT,
    ABORTED
}
