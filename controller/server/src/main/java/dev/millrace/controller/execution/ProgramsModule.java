package dev.millrace.controller.execution;

import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Evaluators for pipelines that are no runs, of a controller that has none. */
public final class ProgramsModule implements AutoCloseable {
    private final EvaluatorModule evaluators;
    private final Programs programs;

    private ProgramsModule(EvaluatorModule evaluators, Programs programs) {
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
        var evaluators = EvaluatorModule.create(
                launcher, settings, new StepDescriptions(catalog, settings)::configure, executor);
        evaluators.evaluators().warm();
        return new ProgramsModule(
                evaluators, new EvaluatorPrograms(evaluators.evaluators(), baseUrl, executor, Optional.empty()));
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
