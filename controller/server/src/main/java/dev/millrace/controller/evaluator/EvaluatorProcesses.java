package dev.millrace.controller.evaluator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluators as plain processes: an empty environment, an empty directory, a capped heap. */
final class EvaluatorProcesses implements EvaluatorLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorProcesses.class);
    private static final int LONGEST_LINE = 2000;

    private final EvaluatorSettings settings;

    EvaluatorProcesses(EvaluatorSettings settings) {
        this.settings = settings;
    }

    @Override
    public Started launch() throws IOException {
        Files.createDirectories(settings.directory());
        var command = new ArrayList<String>();
        command.add(settings.java().toString());
        command.add("-Xmx" + settings.heapBytes());
        command.addAll(settings.options());
        command.add("-cp");
        command.add(settings.classPath());
        command.add(settings.mainClass());
        var builder = new ProcessBuilder(command).directory(settings.directory().toFile());
        builder.environment().clear();
        var process = builder.start();
        LOG.atInfo().addKeyValue("pid", process.pid()).log("evaluator-started");
        Thread.ofPlatform().daemon().name("evaluator-stderr-" + process.pid()).start(() -> copyErrors(process));
        return new Running(process);
    }

    private static void copyErrors(Process process) {
        try (BufferedReader lines = process.errorReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                LOG.atWarn()
                        .addKeyValue("pid", process.pid())
                        .addKeyValue("line", line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
                        .log("evaluator-says");
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.atDebug().addKeyValue("pid", process.pid()).log("evaluator-stderr-closed");
        }
    }

    private record Running(Process process) implements Started {
        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public InputStream output() {
            return process.getInputStream();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }

        @Override
        public String obituary() {
            try {
                if (process.waitFor(1, TimeUnit.SECONDS)) {
                    var code = process.exitValue();
                    return code == 3 ? "it ran out of memory" : "it ended with code " + code;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "it closed its output";
        }
    }
}
