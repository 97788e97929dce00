package dev.millrace.controller.execution;

import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real program in processes of its own, started as controllers start it. */
final class RealEvaluators implements EvaluatorLauncher {
    private final EvaluatorLauncher real;
    private final List<Started> started = new CopyOnWriteArrayList<>();

    private RealEvaluators(EvaluatorSettings settings) {
        real = EvaluatorModule.processes(settings);
    }

    /** For what pipelines do; they start in this directory. */
    static RealEvaluators brief(Path directory) {
        return new RealEvaluators(settings(directory).brief());
    }

    /** For what pipelines take: their code is compiled as it is in a controller that runs for long. */
    static RealEvaluators usual(Path directory) {
        return new RealEvaluators(settings(directory));
    }

    private static EvaluatorSettings settings(Path directory) {
        return EvaluatorSettings.usual(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                directory);
    }

    @Override
    public Started launch() throws IOException {
        var process = real.launch();
        started.add(process);
        return process;
    }

    /** How many were started so far. */
    int launched() {
        return started.size();
    }

    /** Ends all that run, as kill -9 would. */
    void killAll() {
        started.forEach(Started::kill);
    }
}
