package dev.millrace.controller.execution;

import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.source.RunLibrary;
import dev.millrace.wire.proto.CallFound;
import dev.millrace.wire.proto.PipelineModel;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import dev.millrace.wire.proto.Value;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pipelines in evaluators that are no runs: examined, or really executed with somebody else's answers to their steps. Nothing of them is recorded.
 * Safe for use by many threads.
 */
public interface Programs {
    /** What can be said of a pipeline without running it. Fails where no evaluator answers. */
    Examined examine(String file, String source) throws IOException, InterruptedException;

    /** Every step and symbol that a pipeline may use, as lint and the engine know them. Fails where no evaluator answers. */
    Described described() throws IOException, InterruptedException;

    /** A value of a description as JSON has it. */
    static @Nullable Object plain(Value value) {
        return Values.toJava(value);
    }

    /**
     * Starts a program; blocks while an evaluator starts.
     *
     * @param alone in a process of its own, because it is suspected of ending the one that it is in
     * @param audience made for the program; hears what it does, one thing after the other, until {@link Audience#ended} or {@link Audience#gone}
     */
    Performance perform(Script script, boolean alone, Function<Performance, Audience> audience)
            throws IOException, InterruptedException;

    /**
     * The arguments of a call, checked and converted as for a run's step.
     *
     * @throws IllegalArgumentException with all that is wrong
     */
    Arguments arguments(StepDescriptor step, Call call);

    /**
     * What is known of a pipeline without running it.
     *
     * @param problems all that is wrong; empty: it would be run
     * @param model its static shape; empty where it is scripted or has problems
     * @param calls of what it does not define itself, in the order of the source
     * @param libraries it uses shared libraries: a name that nothing defines may be theirs
     */
    record Examined(List<Problem> problems, Optional<PipelineModel> model, List<CallFound> calls, boolean libraries) {
        public Examined {
            problems = List.copyOf(problems);
            calls = List.copyOf(calls);
        }
    }

    /** The engine's own and those of plugins, by name. */
    record Described(List<StepDescription> steps, List<SymbolDescription> symbols) {
        public Described {
            steps = List.copyOf(steps);
            symbols = List.copyOf(symbols);
        }
    }

    /**
     * A program and what it is told of its run.
     *
     * @param organization whose program it is; empty: nobody's
     * @param trust {@code protected}, {@code branch} or {@code fork}; programs of different trust share no process
     * @param project full name
     * @param file name of the pipeline file, for messages
     * @param source the pipeline
     * @param scm what {@code scm} is; empty: there is none
     * @param libraries shared libraries that it is given
     * @param facts variables about the source: {@code GIT_COMMIT}, {@code BRANCH_NAME}
     * @param parameters of the run
     * @param environment on top of what a run has
     * @param at when it began
     */
    record Script(
            Optional<OrganizationId> organization,
            String trust,
            String project,
            String file,
            String source,
            Map<String, Object> scm,
            List<RunLibrary> libraries,
            Map<String, String> facts,
            Map<String, Object> parameters,
            Map<String, String> environment,
            Instant at) {}

    /**
     * A step that a program asks for, or does without an answer.
     *
     * @param step counts up from 1
     * @param name of the step
     * @param block it has a body
     * @param parent step of the innermost block around it; 0: none
     * @param file of the source; empty: the pipeline itself
     * @param line from 1; 0 unknown
     * @param arguments as the program gave them
     * @param directory of the program at this place; empty: the top of the workspace
     * @param environment that blocks around it add to the node's
     */
    record Call(
            int step,
            String name,
            boolean block,
            int parent,
            String file,
            int line,
            Map<String, @Nullable Object> arguments,
            String directory,
            Map<String, String> environment) {}

    /** Hears what a program does. Each method returns soon. */
    interface Audience {
        /** The program waits until the step is answered. */
        void asked(Call call);

        /** The program goes on by itself. */
        void noted(Call call);

        /** The program left a block. */
        void closed(int step);

        /** The program is over. {@code refused}: validation said no before anything ran. */
        void ended(RunResult result, boolean refused, List<Problem> problems);

        /** The process that ran it ended first. */
        void gone(String why);
    }

    /** A program that runs. Its methods only queue; what comes after the end is left aside. */
    interface Performance {
        /** The outcome of a step; a block goes on with its body. */
        void answer(int step, @Nullable Object value);

        /** The step says no. {@code refused}: it was called wrongly or is not allowed. */
        void fail(int step, String cause, String message, boolean refused);

        /** Answers a {@code library} step as a run's would be: the library is read, or it fails and says why. */
        void lend(Call call);

        /** Interrupts the program as an abort of a run does. */
        void interrupt(String reason);

        /** Forgets the program; with {@code stuck} the process that runs it is ended too. Nothing is heard of it from here on. */
        void leave(boolean stuck);
    }
}
