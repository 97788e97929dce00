package dev.millrace.controller.trigger;

import dev.millrace.controller.base.RunId;
import java.util.Set;

/** Starts runs. Safe for use by many threads. */
public interface Triggers {
    /**
     * Accepts a trigger: when this returns, the run is durable and will run. With an idempotency key that was used before, the earlier run is the
     * answer.
     */
    RunId accept(TriggerRequest request);

    /** Makes the run of an accepted trigger durable. Declared here, implemented by the run package (imports go one way), joined by app. */
    interface Acceptor {
        /**
         * Durable on return; idempotent by key.
         *
         * @param defaulted names of parameters that nobody gave a value
         */
        RunId accept(TriggerRequest request, Set<String> defaulted);
    }
}
