package dev.millrace.bench;

import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.ToEvaluator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs a source that prints lines, in a process of its own: as a pipeline, and as what Groovy makes of it by itself. */
final class GroovyProcesses {
    private static final int UNCOMMITTED = 1_000_000;
    private final Path lib;
    private final List<String> jars;

    /** With what the distribution under test brings. */
    GroovyProcesses(Path home) throws IOException {
        this.lib = home.resolve("lib");
        this.jars = Files.readAllLines(lib.resolve("evaluator.classpath")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** What a plain Groovy prints. */
    List<String> plain(String source) throws IOException, InterruptedException {
        var file = Files.createTempFile("workloads", ".groovy");
        try {
            Files.writeString(file, source);
            var command = command(
                    jars.stream().filter(jar -> jar.startsWith("groovy")).toList(), "groovy.ui.GroovyMain");
            command.add(file.toString());
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.waitFor() != 0 || lines.isEmpty()) {
                throw new IOException("Plain Groovy did not run the workloads: " + lines);
            }
            return lines;
        } finally {
            Files.delete(file);
        }
    }

    /** What a run prints, in an evaluator as the controller starts it. */
    List<String> pipeline(String source) throws IOException {
        var process = new ProcessBuilder(command(jars, "dev.millrace.evaluator.EvaluatorMain"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.getOutputStream();
                var in = new BufferedInputStream(process.getInputStream())) {
            send(
                    out,
                    ToEvaluator.newBuilder().setConfigure(Configure.newBuilder().setUncommittedLimit(UNCOMMITTED)));
            send(
                    out,
                    ToEvaluator.newBuilder()
                            .setRun(1)
                            .setStart(Start.newBuilder().setFile("Jenkinsfile").setSource(source)));
            send(
                    out,
                    ToEvaluator.newBuilder()
                            .setRun(1)
                            .setHistory(History.newBuilder().setLast(true)));
            var lines = new ArrayList<String>();
            for (var message = FromEvaluator.parseDelimitedFrom(in);
                    message != null;
                    message = FromEvaluator.parseDelimitedFrom(in)) {
                var entry = message.getEmitted().getEntry();
                if (entry.hasNoted()) {
                    lines.add(entry.getNoted().getArguments(0).getValue().getText());
                } else if (entry.hasEnded()) {
                    return complete(lines, entry.getEnded());
                }
            }
            throw new IOException("The evaluator ended before the run did");
        } finally {
            process.destroy();
        }
    }

    private static List<String> complete(List<String> lines, Ended ended) throws IOException {
        if (ended.getResult() != Result.SUCCESS) {
            throw new IOException("The run of the workloads failed: " + ended);
        }
        return lines;
    }

    private static void send(OutputStream out, ToEvaluator.Builder message) throws IOException {
        message.build().writeDelimitedTo(out);
        out.flush();
    }

    private List<String> command(List<String> classPath, String main) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp"));
        command.add(classPath.stream().map(jar -> lib.resolve(jar).toString()).collect(Collectors.joining(":")));
        command.add(main);
        return command;
    }
}
