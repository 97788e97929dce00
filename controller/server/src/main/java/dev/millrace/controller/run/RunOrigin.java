package dev.millrace.controller.run;

import dev.millrace.controller.base.RunId;
import java.util.Set;

/**
 * What another attempt of a run goes on from.
 *
 * @param first the run's first attempt, whose number, cause and environment all attempts have
 * @param previous the attempt whose journal is forked
 * @param attempt from 2
 * @param from steps of the previous attempt that are done again; empty: those in which an edited pipeline differs, and what follows
 */
public record RunOrigin(RunId first, RunId previous, int attempt, Set<Integer> from) {
    public RunOrigin {
        from = Set.copyOf(from);
        if (attempt < 2) {
            throw new IllegalArgumentException("Another attempt is the second at least, not " + attempt);
        }
    }
}
