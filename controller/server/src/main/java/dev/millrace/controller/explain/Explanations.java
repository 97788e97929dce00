package dev.millrace.controller.explain;

import dev.millrace.controller.run.Run;
import java.util.Optional;

/** Says why runs came as they did. Safe for use by many threads; sees what is durable. */
public interface Explanations {
    /**
     * Why a run, or a stage of it, is as it is.
     *
     * @param stage name of a stage or branch, the last one of it; empty: the whole run
     * @throws dev.millrace.controller.base.UserError the run has no such stage
     */
    Because of(Run run, Optional<String> stage);
}
