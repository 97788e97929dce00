package dev.millrace.controller.execution;

import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.evaluator.process.Evaluator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real evaluator in this process, over real pipes: many can be started and killed in a second. */
final class GroovyEvaluators implements EvaluatorLauncher {
    private final List<Running> running = new CopyOnWriteArrayList<>();

    /** Ends all that run, as kill -9 would. */
    void killAll() {
        running.forEach(Running::kill);
    }

    @Override
    public Started launch() throws IOException {
        var started = new Running(Pipe.open(), Pipe.open());
        running.add(started);
        Thread.ofPlatform().daemon().name("groovy-evaluator").start(started::serve);
        return started;
    }

    private final class Running implements Started {
        private final Pipe to;
        private final Pipe from;

        Running(Pipe to, Pipe from) {
            this.to = to;
            this.from = from;
        }

        @Override
        public OutputStream input() {
            return Channels.newOutputStream(to.sink());
        }

        @Override
        public InputStream output() {
            return Channels.newInputStream(from.source());
        }

        @Override
        public void kill() {
            running.remove(this);
            try {
                to.source().close();
                from.sink().close();
                to.sink().close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String obituary() {
            return "it was killed";
        }

        private void serve() {
            try {
                new Evaluator(Channels.newInputStream(to.source()), Channels.newOutputStream(from.sink())).serve();
            } catch (IOException e) {
                // killed
            }
        }
    }
}
