package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;

/** Moves runs on. Safe for use by many threads. */
public interface Executions {
    /** Begins an accepted run, or takes up one that a crash interrupted. Returns at once. */
    void advance(RunId run);

    /** Aborts a run: its program sees an interruption, its steps are stopped. Finished runs are left alone. */
    void abort(RunId run, String reason);

    /** The same, of a run that a newer one makes needless: it ends as not built. */
    void supersede(RunId run, String reason);
}
