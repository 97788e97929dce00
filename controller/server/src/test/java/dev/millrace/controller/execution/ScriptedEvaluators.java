package dev.millrace.controller.execution;

import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.wire.FrameStream;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.Ready;
import dev.millrace.wire.proto.Resting;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.ToEvaluator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Evaluators in this process, over real pipes, whose pipelines are named pieces of Java. */
final class ScriptedEvaluators implements EvaluatorLauncher {
    private final Map<String, Script.Body> programs = new ConcurrentHashMap<>();
    private final List<PipedProcess> running = new CopyOnWriteArrayList<>();
    final AtomicInteger launched = new AtomicInteger();
    /** What it was told of runs, in order. */
    final List<Start> starts = new CopyOnWriteArrayList<>();

    /** The pipeline whose text is this name. */
    void program(String name, Script.Body body) {
        programs.put(name, body);
    }

    /** Ends all that run, as kill -9 would. */
    void killAll() {
        running.forEach(PipedProcess::kill);
    }

    @Override
    public Started launch() throws IOException {
        launched.incrementAndGet();
        return new Running().begin();
    }

    private final class Running extends PipedProcess {
        private final Map<Long, Script> scripts = new HashMap<>();
        private @Nullable OutputStream out;

        Running() throws IOException {
            super(running);
        }

        @Override
        void serve(InputStream in, OutputStream to) throws IOException {
            out = to;
            for (var message = FrameStream.read(in, ToEvaluator.parser(), Protocol.EVALUATOR_FRAME_LIMIT);
                    message.isPresent();
                    message = FrameStream.read(in, ToEvaluator.parser(), Protocol.EVALUATOR_FRAME_LIMIT)) {
                take(message.get());
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
                    starts.add(message.getStart());
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
                var out = java.util.Objects.requireNonNull(this.out);
                FrameStream.write(out, message, Protocol.EVALUATOR_FRAME_LIMIT);
                out.flush();
            } catch (IOException e) {
                // killed
            }
        }
    }
}
