package dev.millrace.evaluator.graph;

/** How a stage ended, as far as those that need it can tell. */
public enum End {
    /** Everything in it ended well. */
    SUCCESS,
    /** It ended, and something in it was not good. */
    UNSTABLE,
    /** It had nothing to do: its {@code when} said no, or it waited for a failure that did not come. */
    SKIPPED,
    /** It failed, was aborted, or could not begin because something that it needs failed. */
    FAILED
}
