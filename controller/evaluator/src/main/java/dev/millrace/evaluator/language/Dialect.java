package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.PipelineModel;
import dev.millrace.wire.proto.ProblemRecord;
import groovy.lang.Closure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.control.CompilationUnit;
import org.jspecify.annotations.Nullable;

/**
 * A language inside the language: one statement of a script, such as {@code pipeline { }}, that is read while the script is compiled and run
 * when the script reaches it.
 */
public interface Dialect {
    /**
     * A reader for one source.
     *
     * @param variables names that can be called beside the steps: those of shared libraries
     */
    Reading reading(StepCatalog catalog, Set<String> variables);

    /**
     * Reads one source after it was parsed. Where it finds its statement it puts a call of {@link PipelineScript#dialect} in its place, and
     * adds what is wrong to the source's errors.
     */
    interface Reading extends CompilationUnit.ISourceUnitOperation {
        /** What is wrong, in the order of the source. */
        List<ProblemRecord> problems(String file);

        /** What was found; empty if the source has no such statement, or something is wrong. */
        Optional<Block> block();
    }

    /** A statement that was found. Immutable; shared by all runs of a source. */
    interface Block {
        /** What can be said of it without running it. */
        PipelineModel shape();

        /**
         * Runs it to its end.
         *
         * @param portions what the call in the statement's place passed
         */
        @Nullable
        Object run(PipelineRun run, PipelineScript script, List<Closure<?>> portions);
    }

    /** Where in the statement a branch of the program stands. Branches begin where the one stands that starts them. */
    interface Place {
        /** What a name means here that means nothing elsewhere; null if it means nothing here either. */
        @Nullable
        Object property(String name);

        /** {@code output(name, value)}, on this line. */
        void output(String name, @Nullable Object value, int line);
    }
}
