package dev.millrace.controller.execution;

import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.evaluator.process.Evaluator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real evaluator in this process, over real pipes: many can be started and killed in a second. */
final class GroovyEvaluators implements EvaluatorLauncher {
    private final List<PipedProcess> running = new CopyOnWriteArrayList<>();

    /** Ends all that run, as kill -9 would. */
    void killAll() {
        running.forEach(PipedProcess::kill);
    }

    @Override
    public Started launch() throws IOException {
        return new PipedProcess(running) {
            @Override
            void serve(InputStream in, OutputStream out) throws IOException {
                new Evaluator(in, out).serve();
            }
        }.begin();
    }
}
