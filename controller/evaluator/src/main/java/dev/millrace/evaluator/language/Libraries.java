package dev.millrace.evaluator.language;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shared libraries of one run. Called by the run's branches alone, so by one thread at a time. */
public interface Libraries {
    /**
     * Loads what has to be there before a pipeline is compiled: what the installation loads into every run, and what the source itself names.
     *
     * @throws Refused some cannot be loaded
     */
    void begin(SourceText pipeline) throws Refused;

    /** The classes of all that are loaded. */
    ClassPath classPath();

    /** The source of a variable, the first loaded library first. */
    Optional<SourceText> variable(String name);

    /** Names of all variables. */
    Set<String> variables();

    /** The step {@code library}: loads one more. */
    @Nullable
    Object load(Arguments arguments);

    /** The step {@code libraryResource}: the text of a file. */
    Object resource(Arguments arguments);

    /** Makes the libraries of a run; none is loaded. */
    @FunctionalInterface
    interface Factory {
        /** For a run. */
        Libraries of(PipelineRun run, Contents contents);
    }
}
