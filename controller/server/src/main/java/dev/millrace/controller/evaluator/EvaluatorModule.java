package dev.millrace.controller.evaluator;

import dev.millrace.wire.proto.Configure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** This package's part of the controller. */
public final class EvaluatorModule implements AutoCloseable {
    private final EvaluatorPool pool;

    private EvaluatorModule(EvaluatorPool pool) {
        this.pool = pool;
    }

    /** Evaluators as processes of this machine. */
    public static EvaluatorLauncher processes(EvaluatorSettings settings) {
        return new EvaluatorProcesses(settings);
    }

    /** The same; the first one is started now. It is to be closed when no more are needed. */
    public static FirstAhead processesAhead(EvaluatorSettings settings, Executor executor) {
        return FirstAhead.begin(processes(settings), executor);
    }

    /** What would hold evaluators that are started like this; tried out. */
    public static Holding holding(EvaluatorSettings settings) throws IOException, InterruptedException {
        Files.createDirectories(settings.directory());
        var choice = WallChoice.strongest(settings, settings.directory());
        return new Holding(choice.walls().name(), choice.walls().stand(), choice.refused());
    }

    /**
     * Builds it; nothing is started before somebody asks for an evaluator.
     *
     * @param configuration what an evaluator that is started now has to know; another answer than before retires those that were told the old one
     * @param executor gives a thread of its own to each action; virtual threads do
     */
    public static EvaluatorModule create(
            EvaluatorLauncher launcher,
            EvaluatorSettings settings,
            Supplier<Configure> configuration,
            Executor executor) {
        return new EvaluatorModule(new EvaluatorPool(launcher, settings, configuration, executor));
    }

    /** The door. */
    public Evaluators evaluators() {
        return pool;
    }

    /** Ends all of them. */
    @Override
    public void close() {
        pool.close();
    }
}
