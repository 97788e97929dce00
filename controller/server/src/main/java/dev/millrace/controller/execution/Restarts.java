package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import java.util.List;
import java.util.Optional;

/** Has runs that ended done again from a place in them, as another attempt. Safe for use by many threads. */
public interface Restarts {
    /**
     * What a restart would keep and do again.
     *
     * @throws dev.millrace.controller.base.UserError there is no such run or place, or the run goes on
     */
    Plan plan(RunId run, From from);

    /**
     * Makes the attempt; it begins by itself.
     *
     * @param rerunGap where the workspace is not known as it was there, begin at the nearest place where it is
     * @param by who wants it
     * @throws dev.millrace.controller.base.UserError also where steps lie between the workspace's last snapshot and the place, unless they are to be run again
     */
    RunId restart(RunId run, From from, boolean rerunGap, String by);

    /** Where to begin. */
    sealed interface From {
        /** A step, by its id; of a stage or branch, its beginning. */
        record Step(int step) implements From {}

        /** The last stage or branch of a name. */
        record Stage(String name) implements From {}

        /** Every stage and branch that failed. */
        record Failed() implements From {}
    }

    /**
     * What a restart means.
     *
     * @param place in words
     * @param steps that it begins with
     * @param kept entries of the journal that are kept
     * @param gap steps that changed a workspace since its last snapshot, and would be missing from it
     * @param nearest an earlier step from which nothing would be missing; empty where there is no gap
     */
    record Plan(String place, List<Integer> steps, int kept, List<GapStep> gap, Optional<Integer> nearest) {
        public Plan {
            steps = List.copyOf(steps);
            gap = List.copyOf(gap);
        }
    }

    /** A step whose effect on a workspace is in no snapshot. */
    record GapStep(int step, String name, int line) {}
}
