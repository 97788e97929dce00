package dev.millrace.controller.run;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.Write;
import java.util.List;

/**
 * Where runs and stages are written. Only makes rows: whoever calls commits them in the order in which they were made, and then says
 * {@link #changed}. Safe for use by many threads; changes of one run come from one at a time.
 */
public interface RunLedger {
    /** The row of a run as it is now. */
    Write<?> change(Run run);

    /** The row of a stage as it is now. */
    Write<?> stage(RunId run, StageFacts stage);

    /** The rows of what a pipeline calls its run; what is empty stays as it is. */
    List<Write<?>> title(RunId run, RunTitle title);

    /** The run begins, or does not any more: no trigger joins it from now on. The run as it is then. */
    Run settle(Run run);

    /** The run as it is now is durable, with its stages: readers see it, followers hear of it. Must be called in the order of commits. */
    void changed(Run run);
}
