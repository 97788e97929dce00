package dev.millrace.controller.queue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Write;
import java.time.Instant;
import java.util.List;

/** Why jobs waited, as that changed: written by who looks at them, and only where one waits for long. Safe for use by many threads. */
public interface WaitReasons {
    /** On this database; its epoch marks the rows. */
    static WaitReasons on(Database database) {
        return new WaitReasonTable(database);
    }

    /**
     * A job waits for something from now on.
     *
     * @param step of the node block; 0: the run itself waits for its turn
     */
    Write<?> since(RunId run, int step, Instant at, String why);

    /** Those of a run, by step and time. */
    List<Reason> of(RunId run);

    /** Those of runs that were over before are not kept any more. */
    void forget(Instant overBefore);

    /** Why a step's job waits from then on. */
    record Reason(int step, Instant at, String why) {}
}
