package dev.millrace.controller.inspect;

import dev.millrace.controller.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Looks at runs at positions of their journals, also while they go on. Safe for use by many threads; sees what is durable. */
public interface Inspections {
    /**
     * Entries of a run's journal.
     *
     * @param from position of the first, from 1
     * @param limit how many at most
     */
    List<Line> journal(Run run, int from, int limit);

    /**
     * What a run's program was like when the journal had so many entries; blocks. The program is replayed for it, in a process in which no run is.
     *
     * @param position how many entries; 0: before the first
     * @throws dev.millrace.controller.base.UserError there is no such position, or the program could not be replayed
     */
    State at(Run run, int position);

    /**
     * The same where a step began.
     *
     * @throws dev.millrace.controller.base.UserError the run has no such step, or the program could not be replayed
     */
    State atStep(Run run, int step);

    /** A line of a file. {@code file} is empty for the pipeline, {@code line} 0 where it is not known. */
    record Spot(String file, int line) {}

    /**
     * An entry of a journal.
     *
     * @param position from 1
     * @param kind {@code began}, {@code asked}, {@code noted}, {@code closed}, {@code value}, {@code outcome}, {@code signal}, {@code rested}, {@code ended}
     * @param step that it is about; 0: none
     * @param branch that it belongs to; 0: the main one, or none
     * @param words what it says
     */
    record Line(int position, Instant at, String kind, int step, int branch, String words, Spot spot) {}

    /**
     * A program at a position.
     *
     * @param position how many entries the journal had
     * @param length how many it has now
     * @param branches that had not ended, the main one first
     * @param variables that nothing declares, and fields of the script
     * @param cut there was more than is told
     */
    record State(int position, int length, List<Branch> branches, List<Variable> variables, boolean cut) {}

    /**
     * A branch of a program.
     *
     * @param number 0: the main one
     * @param name empty: the main one
     * @param blocks open steps around it, innermost last
     * @param waits for what; empty where it does not wait
     * @param next what it does next; empty where it waits, or ends
     * @param directory below the workspace; empty: its top
     * @param environment that its processes have
     * @param frames calls that had not returned, innermost first
     */
    record Branch(
            int number,
            String name,
            List<Step> blocks,
            String waits,
            String next,
            String directory,
            Map<String, String> environment,
            List<Frame> frames) {}

    /** A step in words. */
    record Step(int step, String words, Spot spot) {}

    /** A call. {@code method} is empty for the script itself, and <code>{}</code> for a closure. */
    record Frame(String method, Spot spot, List<Variable> variables) {}

    /** A variable; its value as Groovy would write it, cut where it is long. */
    record Variable(String name, String type, String value) {}
}
