package dev.millrace.controller.execution;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.wire.FrameStream;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.ToEvaluator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts real evaluators and keeps what they are told, so that it can be told again. */
final class RecordingLauncher implements EvaluatorLauncher {
    private final EvaluatorLauncher real;
    private final List<Recorded> started = new CopyOnWriteArrayList<>();

    RecordingLauncher(EvaluatorLauncher real) {
        this.real = real;
    }

    @Override
    public Started launch() throws IOException {
        var recorded = new Recorded(real.launch());
        started.add(recorded);
        return recorded;
    }

    void killAll() {
        started.forEach(Recorded::kill);
    }

    /** What is needed to run a program again: what it was told when it began, the files of its libraries, and its journal. */
    Stored history(RunId run, String source, List<JournalEntry> journal) throws IOException {
        var configure = Configure.getDefaultInstance();
        var start = Start.getDefaultInstance();
        var contents = new ArrayList<Content>();
        for (var process : started) {
            for (var told : process.told()) {
                if (told.hasConfigure()) {
                    configure = told.getConfigure();
                } else if (told.getRun() == run.value() && told.hasStart()) {
                    start = told.getStart();
                } else if (told.getRun() == run.value() && told.hasContent()) {
                    contents.add(told.getContent());
                }
            }
        }
        var steps = configure.getStepsList().stream()
                .filter(step -> source.contains(step.getName()))
                .toList();
        return new Stored(
                source,
                Configure.newBuilder().addAllSteps(steps).build(),
                start.toBuilder().clearSource().build(),
                contents,
                History.newBuilder().addAllEntries(journal).setLast(true).build());
    }

    record Stored(String source, Configure configure, Start start, List<Content> contents, History journal) {
        void write(Path directory) throws IOException {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("Jenkinsfile"), source);
            write(directory.resolve("steps.txtpb"), configure);
            write(directory.resolve("start.txtpb"), start);
            write(directory.resolve("journal.txtpb"), journal);
            for (var content : contents) {
                var file = directory
                        .resolve("contents")
                        .resolve(HexFormat.of().formatHex(content.getDigest().toByteArray()));
                Files.createDirectories(file.getParent());
                Files.write(file, content.getData().toByteArray());
            }
        }

        private static void write(Path file, Message message) throws IOException {
            Files.writeString(file, TextFormat.printer().printToString(message));
        }
    }

    private record Recorded(Started process, ByteArrayOutputStream heard) implements Started {
        Recorded(Started process) {
            this(process, new ByteArrayOutputStream());
        }

        List<ToEvaluator> told() throws IOException {
            var told = new ArrayList<ToEvaluator>();
            var in = new ByteArrayInputStream(heard.toByteArray());
            for (var message = FrameStream.read(in, ToEvaluator.parser(), Protocol.EVALUATOR_FRAME_LIMIT);
                    message.isPresent();
                    message = FrameStream.read(in, ToEvaluator.parser(), Protocol.EVALUATOR_FRAME_LIMIT)) {
                told.add(message.get());
            }
            return told;
        }

        @Override
        public OutputStream input() {
            var real = process.input();
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    heard.write(b);
                    real.write(b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    heard.write(bytes, offset, length);
                    real.write(bytes, offset, length);
                }

                @Override
                public void flush() throws IOException {
                    real.flush();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public InputStream output() {
            return process.output();
        }

        @Override
        public void kill() {
            process.kill();
        }

        @Override
        public String obituary() {
            return process.obituary();
        }
    }
}
