package dev.millrace.testkit;

import dev.millrace.api.workspace.ProcessResult;
import dev.millrace.api.workspace.ProcessSpec;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** A real process with attachments in a private directory. Output goes to the log by lines, or standard output is captured. */
final class LocalProcess {
    private final ProcessSpec spec;
    private final Path directory;
    private final Map<String, String> environment;
    private final Consumer<String> log;

    LocalProcess(ProcessSpec spec, Path directory, Map<String, String> environment, Consumer<String> log) {
        this.spec = spec;
        this.directory = directory;
        this.environment = environment;
        this.log = log;
    }

    ProcessResult run() throws IOException, InterruptedException {
        var attachments = Files.createTempDirectory("attachments");
        try {
            for (var attachment : spec.attachments().entrySet()) {
                Files.write(attachments.resolve(attachment.getKey()), attachment.getValue());
            }
            return run(builder(attachments));
        } finally {
            for (var name : spec.attachments().keySet()) {
                Files.deleteIfExists(attachments.resolve(name));
            }
            Files.deleteIfExists(attachments);
        }
    }

    private ProcessBuilder builder(Path attachments) {
        var builder = new ProcessBuilder(command(attachments))
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File(File.separatorChar == '/' ? "/dev/null" : "NUL")))
                .redirectErrorStream(!spec.captureOutput());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(spec.environment());
        return builder;
    }

    private List<String> command(Path attachments) {
        var command = new ArrayList<String>();
        for (var argument : spec.command()) {
            command.add(
                    switch (argument) {
                        case ProcessSpec.Argument.Literal literal -> literal.text();
                        case ProcessSpec.Argument.PathOf path ->
                            attachments.resolve(path.attachment()).toString();
                    });
        }
        return command;
    }

    private ProcessResult run(ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.start();
        try {
            if (!spec.captureOutput()) {
                var lines = reader(() -> logged(process.getInputStream()));
                int code = process.waitFor();
                return new ProcessResult(code, join(lines));
            }
            var errors = reader(() -> logged(process.getErrorStream()));
            var output = reader(() -> process.getInputStream().readAllBytes());
            int code = process.waitFor();
            join(errors);
            return new ProcessResult(code, join(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private byte[] logged(InputStream stream) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                log.accept(line);
            }
        }
        return new byte[0];
    }

    private interface Reading {
        byte[] read() throws IOException;
    }

    private static FutureTask<byte[]> reader(Reading reading) {
        var task = new FutureTask<>(reading::read);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static byte[] join(FutureTask<byte[]> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("Cannot read what a process printed", e.getCause()));
        }
    }
}
