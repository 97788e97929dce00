package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.execution.Restarts.GapStep;
import java.util.List;

/** Has runs that ended done again with an edited pipeline, as another attempt. Safe for use by many threads. */
public interface Replays {
    /**
     * Where the edited pipeline differs, and what would be kept. Runs its code, which asks for nothing.
     *
     * @param source the edited text
     * @throws dev.millrace.controller.base.UserError there is no such run, it goes on, or the text has problems
     */
    Plan plan(RunId run, String source);

    /**
     * Makes the attempt; it begins by itself.
     *
     * @param rerunGap where a workspace is not known as it was, do the steps again that changed it
     * @param by who wants it
     * @throws dev.millrace.controller.base.UserError also where nothing that ran differs, or a workspace is not known and {@code rerunGap} is not set
     */
    RunId replay(RunId run, String source, boolean rerunGap, String by);

    /**
     * What a replay means.
     *
     * @param differences the first of each branch; empty: nothing that ran differs
     * @param kept entries of the journal that are kept
     * @param gap steps that changed a workspace since its last snapshot, and would be missing from it
     */
    record Plan(List<Difference> differences, int kept, List<GapStep> gap) {
        public Plan {
            differences = List.copyOf(differences);
            gap = List.copyOf(gap);
        }
    }

    /**
     * Where a branch goes on otherwise.
     *
     * @param position of the entry in the journal, from 1; 0 where it holds nothing more
     * @param file of the edited source
     * @param line from 1; 0 unknown
     * @param expected what the journal holds, in words
     * @param actual what the edited pipeline does instead, in words
     */
    record Difference(int position, String file, int line, String expected, String actual) {}
}
