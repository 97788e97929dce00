package dev.millrace.controller.execution;

import java.util.Optional;
import java.util.concurrent.Executor;

/** Evaluators for pipelines that are no runs, of a controller that has none. */
public final class ProgramsModule implements AutoCloseable {
    private final Evaluators evaluators;
    private final Programs programs;

    private ProgramsModule(Evaluators evaluators, Programs programs) {
        this.evaluators = evaluators;
        this.programs = programs;
    }

    /**
     * Starts a first evaluator beside the caller.
     *
     * @param executor gives a thread of its own to each action; virtual threads do
     */
    public static ProgramsModule create(
            StepCatalog catalog,
            EvaluatorLauncher launcher,
            EvaluatorSettings settings,
            String baseUrl,
            Executor executor) {
        var evaluators =
                new Evaluators(launcher, settings, () -> StepDescriptions.configure(catalog, settings), executor);
        evaluators.warm();
        return new ProgramsModule(evaluators, new EvaluatorPrograms(evaluators, baseUrl, executor, Optional.empty()));
    }

    /** Examines pipelines. */
    public Programs programs() {
        return programs;
    }

    /** Ends the evaluators. */
    @Override
    public void close() {
        evaluators.close();
    }
}
