package dev.millrace.bench;

import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.ToEvaluator;
import dev.millrace.wire.proto.Validate;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** An evaluator of the distribution under test, started as the controller starts it, that checks pipelines. */
final class CheckedPipelines implements AutoCloseable {
    private final Process process;
    private final OutputStream out;
    private final InputStream in;
    private int serial;

    CheckedPipelines(Path home) throws IOException {
        var lib = home.resolve("lib");
        var classPath = Files.readAllLines(lib.resolve("evaluator.classpath")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> lib.resolve(line).toString())
                .collect(Collectors.joining(":"));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath,
                        "dev.millrace.evaluator.EvaluatorMain")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        out = new BufferedOutputStream(process.getOutputStream());
        in = new BufferedInputStream(process.getInputStream());
        send(ToEvaluator.newBuilder()
                .setConfigure(Configure.newBuilder().setUncommittedLimit(1024))
                .build());
        var ready = FromEvaluator.parseDelimitedFrom(in);
        if (ready == null || !ready.hasReady()) {
            throw new IOException("The evaluator did not become ready");
        }
    }

    /** How long it takes to check a pipeline of about so many lines that it has not seen. */
    double seconds(int lines) throws IOException {
        var source = source(++serial, lines);
        long begun = System.nanoTime();
        send(ToEvaluator.newBuilder()
                .setValidate(Validate.newBuilder()
                        .setRequest(serial)
                        .setFile("Jenkinsfile")
                        .setSource(source))
                .build());
        var answer = FromEvaluator.parseDelimitedFrom(in);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (answer == null || !answer.hasValidated() || answer.getValidated().getProblemsCount() > 0) {
            throw new IOException("The evaluator refused the pipeline: " + answer);
        }
        return seconds;
    }

    private void send(ToEvaluator message) throws IOException {
        message.writeDelimitedTo(out);
        out.flush();
    }

    private static String source(int serial, int lines) {
        var source = new StringBuilder("""
                pipeline {
                    agent any
                    environment { ROUND = '%d' }
                    stages {
                """.formatted(serial));
        for (int stage = 0; stage < lines / 20; stage++) {
            source.append("""
                            stage('part %1$d') {
                                when { branch 'main' }
                                environment {
                                    PART = "part-%1$d-${ROUND}"
                                }
                                steps {
                                    echo "Building ${PART} with ${env.FLAGS}"
                                    timeout(time: 5, unit: 'MINUTES') {
                                        echo 'inside'
                                    }
                                    script {
                                        def parts = ['a', 'b', 'c'].collect { it + env.SUFFIX }
                                        if (parts.contains(env.WANTED)) {
                                            echo parts.join(', ')
                                        }
                                    }
                                }
                                post { failure { echo 'Failed: part %1$d' } }
                            }
                    """.formatted(stage));
        }
        return source.append("    }\n}\n").toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
        process.destroy();
        in.close();
    }
}
