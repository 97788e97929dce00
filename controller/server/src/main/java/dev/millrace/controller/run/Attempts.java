package dev.millrace.controller.run;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.trigger.Cause;
import java.util.Optional;
import java.util.Set;

/** Makes further attempts of runs. Safe for use by many threads. */
public interface Attempts {
    /**
     * Another attempt; durable on return, not begun.
     *
     * @param previous the attempt that it goes on from; it is left as it is
     * @param from steps of that attempt that are done again
     * @param edited what is new about its pipeline; empty: it stays
     * @param cause who wanted it
     */
    RunId again(Run previous, Set<Integer> from, Optional<Edit> edited, Cause cause);

    /**
     * An edited pipeline.
     *
     * @param text its own
     * @param fork the journal that it begins with, a blob
     */
    record Edit(String text, Digest fork) {}
}
