package dev.millrace.controller.run;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import java.util.Optional;
import java.util.Set;

/**
 * What another attempt of a run goes on from.
 *
 * @param first the run's first attempt, whose number, cause and environment all attempts have
 * @param previous the attempt whose journal is forked
 * @param attempt from 2
 * @param from steps of the previous attempt that are done again; none where {@code fork} says it
 * @param fork the journal that an edited pipeline begins with, a blob; empty: the pipeline is that of the previous attempt
 * @param edited this attempt or one before it has an edited pipeline
 */
public record RunOrigin(
        RunId first, RunId previous, int attempt, Set<Integer> from, Optional<Digest> fork, boolean edited) {
    public RunOrigin {
        from = Set.copyOf(from);
        if (attempt < 2) {
            throw new IllegalArgumentException("Another attempt is the second at least, not " + attempt);
        }
    }
}
