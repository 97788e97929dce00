package dev.millrace.controller.execution;

/** A step that is being done. Its outcome comes once, from any thread, through what it was made with. */
interface LiveStep {
    /** Begins; its entry is committed. Returns at once. */
    void begin();

    /** Is no longer wanted: ends soon, with an outcome. May come before {@link #begin}, and more than once. Returns at once. */
    void cancel(String reason);
}
