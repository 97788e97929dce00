package dev.millrace.evaluator.declarative;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A declarative pipeline. What is computed when the run reaches it is a number: the place of its closure among those that the compiler
 * makes of the source.
 *
 * @param agent where it runs; empty where the source does not say
 * @param environment in the order of the source
 * @param libraries that it names; those whose names are not computed are loaded before it is compiled
 * @param post what runs at the end
 */
public record Model(
        Optional<Agent> agent,
        List<Variable> environment,
        List<Entry> options,
        List<Entry> parameters,
        List<Entry> triggers,
        List<Entry> tools,
        List<Entry> libraries,
        List<Stage> stages,
        List<Post> post) {
    /** Where something runs: {@code any}, {@code none}, {@code label}, {@code node}, {@code docker}, ... */
    public record Agent(String kind, List<Argument> arguments, int line) {}

    /** A value that is known, or that a closure computes. */
    public record Operand(@Nullable Object constant, int closure) {
        static Operand of(@Nullable Object constant) {
            return new Operand(constant, -1);
        }

        /** True if a closure computes it. */
        public boolean computed() {
            return closure >= 0;
        }
    }

    /** An argument of an entry; unnamed where {@code name} is empty. */
    public record Argument(String name, Operand value) {}

    /** A variable of the environment. */
    public record Variable(String name, Operand value) {}

    /** An option, parameter, trigger or tool. */
    public record Entry(String name, List<Argument> arguments, int line, int column) {
        /** At the begin of a line. */
        public Entry(String name, List<Argument> arguments, int line) {
            this(name, arguments, line, 1);
        }
    }

    /**
     * A stage.
     *
     * @param failFast the first of its branches that fails interrupts the others
     * @param needs stages of the same {@code stages} block that end before this one begins. Where any stage of a block has some, the block is a
     *     graph: the order of the source means nothing, and a stage that needs none begins at once
     * @param outputs that it may set, and that later stages may read
     */
    public record Stage(
            String name,
            int line,
            Optional<Agent> agent,
            List<Variable> environment,
            List<Entry> options,
            List<Entry> tools,
            Optional<When> when,
            Optional<Input> input,
            boolean failFast,
            List<Need> needs,
            List<Output> outputs,
            Body body,
            List<Post> post) {}

    /** An edge of the graph: the stage of this name ends before the one that needs it begins. */
    public record Need(String stage, On on, int line, int column) {}

    /** With what end of a needed stage the one that needs it goes on; with another it is skipped. */
    public enum On {
        /** Success or unstable; also where it was skipped by its {@code when}. */
        SUCCESS,
        /** It failed, or was skipped because of what it needs itself. */
        FAILURE,
        /** However it ended. */
        ALWAYS
    }

    /**
     * A named value that a stage sets for those after it.
     *
     * @param type {@code text}, {@code truth}, {@code integer}, {@code real}, {@code list}, {@code map}, {@code any}
     */
    public record Output(String name, String type, int line) {}

    /** What a stage consists of. */
    public sealed interface Body permits Steps, Sequence, Branches, Matrix, FanOut {}

    /** Steps, in a closure. */
    public record Steps(int closure) implements Body {}

    /** Stages one after the other. */
    public record Sequence(List<Stage> stages) implements Body {}

    /** Stages at the same time. */
    public record Branches(List<Stage> stages) implements Body {}

    /**
     * The same stage for each combination of values.
     *
     * @param axes their names
     * @param cells each is complete: its axes are the first of its environment
     */
    public record Matrix(List<String> axes, List<Stage> cells) implements Body {}

    /**
     * A matrix some of whose values are computed when the run reaches it.
     *
     * @param cell what each cell does; its axes are not in its environment yet
     */
    public record FanOut(List<Axis> axes, List<List<Exclude>> excludes, Stage cell) implements Body {}

    /**
     * One dimension of a matrix.
     *
     * @param values known ones; empty where {@code closure} computes them
     * @param closure that gives a list, or the keys of a map; -1 where the values are known
     */
    public record Axis(String name, List<String> values, int closure) {}

    /** Cells that there are not: those whose value on this axis is one of these, or, {@code without}, none of these. */
    public record Exclude(String axis, List<String> values, boolean without) {}

    /** When a stage runs. */
    public record When(List<Condition> conditions, boolean beforeAgent, boolean beforeInput, boolean beforeOptions) {}

    /**
     * A condition.
     *
     * @param closure of {@code expression}; -1 for the others
     */
    public record Condition(String name, List<Argument> arguments, List<Condition> children, int closure, int line) {}

    /** A question to people. */
    public record Input(List<Argument> arguments, List<Entry> parameters, int line) {}

    /** Steps that run at the end, if the result is one of those that {@code condition} means. */
    public record Post(String condition, int closure) {}
}
