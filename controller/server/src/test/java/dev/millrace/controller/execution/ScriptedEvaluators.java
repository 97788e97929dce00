package dev.millrace.controller.execution;

import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.wire.FrameStream;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.Ready;
import dev.millrace.wire.proto.Resting;
import dev.millrace.wire.proto.ToEvaluator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Evaluators in this process, over real pipes, whose pipelines are named pieces of Java. */
final class ScriptedEvaluators implements EvaluatorLauncher {
    private final Map<String, Script.Body> programs = new ConcurrentHashMap<>();
    private final List<Running> running = new CopyOnWriteArrayList<>();
    final AtomicInteger launched = new AtomicInteger();

    /** The pipeline whose text is this name. */
    void program(String name, Script.Body body) {
        programs.put(name, body);
    }

    /** Ends all that run, as kill -9 would. */
    void killAll() {
        running.forEach(Running::kill);
    }

    @Override
    public Started launch() throws IOException {
        launched.incrementAndGet();
        var to = Pipe.open();
        var from = Pipe.open();
        var process = new Running(to, from);
        running.add(process);
        Thread.ofPlatform().daemon().name("scripted-evaluator").start(process::serve);
        return process;
    }

    private final class Running implements Started {
        private final Pipe to;
        private final Pipe from;
        private final OutputStream out;
        private final Map<Long, Script> scripts = new HashMap<>();

        Running(Pipe to, Pipe from) {
            this.to = to;
            this.from = from;
            this.out = Channels.newOutputStream(from.sink());
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
            try (var in = Channels.newInputStream(to.source())) {
                for (var message = FrameStream.read(in, ToEvaluator.parser(), Protocol.EVALUATOR_FRAME_LIMIT);
                        message.isPresent();
                        message = FrameStream.read(in, ToEvaluator.parser(), Protocol.EVALUATOR_FRAME_LIMIT)) {
                    take(message.get());
                }
            } catch (IOException e) {
                // killed
            }
        }

        private void take(ToEvaluator message) throws IOException {
            var run = message.getRun();
            switch (message.getBodyCase()) {
                case CONFIGURE ->
                    send(FromEvaluator.newBuilder()
                            .setReady(Ready.newBuilder().setSemantics(1))
                            .build());
                case START -> {
                    var name = message.getStart().getSource();
                    scripts.put(run, new Script(run, java.util.Objects.requireNonNull(programs.get(name)), this::send));
                }
                case HISTORY -> script(run).history(message.getHistory());
                case DELIVERY -> {
                    if (scripts.containsKey(run)) {
                        script(run).deliver(message.getDelivery().getEntry());
                    }
                }
                case REST -> {
                    if (scripts.containsKey(run) && script(run).rest()) {
                        scripts.remove(run);
                        send(FromEvaluator.newBuilder()
                                .setRun(run)
                                .setResting(Resting.getDefaultInstance())
                                .build());
                    }
                }
                case COMMITTED, DROP, VALIDATE, CONTENT, BODY_NOT_SET -> {}
            }
        }

        private Script script(long run) {
            return java.util.Objects.requireNonNull(scripts.get(run));
        }

        private synchronized void send(FromEvaluator message) {
            try {
                FrameStream.write(out, message, Protocol.EVALUATOR_FRAME_LIMIT);
                out.flush();
            } catch (IOException e) {
                // killed
            }
        }
    }
}
