package dev.millrace.controller.evaluator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluators as processes behind the strongest walls that this machine has: an empty environment, an empty directory, a capped heap. */
final class EvaluatorProcesses implements EvaluatorLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorProcesses.class);
    private static final int LONGEST_LINE = 2000;
    private static final Duration LONGEST_FILLING = Duration.ofMinutes(2);

    /** Pipelines compute when the controller and its database have nothing to do; absent where there is no such program. */
    private static final List<String> GENTLY =
            Files.isExecutable(Path.of("/usr/bin/nice")) ? List.of("/usr/bin/nice", "-n", "5") : List.of();

    private final EvaluatorSettings settings;
    /**
     * One thread that never ends: some walls end what they hold with the thread that started it. An executor of a single thread would end it when nobody knows
     * this object any more.
     */
    private final ExecutorService starter = Executors.newFixedThreadPool(
            1, Thread.ofPlatform().daemon().name("evaluator-starter").factory());

    // of the starter alone
    private @Nullable WallChoice choice;
    private @Nullable VisibleFiles files;

    EvaluatorProcesses(EvaluatorSettings settings) {
        this.settings = settings;
    }

    /** Behind these walls, without a trial. */
    EvaluatorProcesses(EvaluatorSettings settings, Walls walls) {
        this(settings);
        this.choice = new WallChoice(walls, List.of());
    }

    @Override
    public Started launch() throws IOException {
        try {
            return starter.submit(this::start).get();
        } catch (ExecutionException e) {
            throw new IOException("An evaluator cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The controller stops");
        }
    }

    private Started start() throws IOException, InterruptedException {
        Files.createDirectories(settings.directory());
        var command = new ArrayList<String>();
        command.add(settings.java().toRealPath().toString());
        command.add("-Xmx" + settings.heapBytes());
        command.addAll(settings.options());
        command.add("-cp");
        command.add(settings.classPath());
        command.add(settings.mainClass());
        var whole = new ArrayList<>(GENTLY);
        whole.addAll(walled(command));
        var builder = new ProcessBuilder(whole).directory(settings.directory().toFile());
        builder.environment().clear();
        var process = builder.start();
        LOG.atInfo().addKeyValue("pid", process.pid()).log("evaluator-started");
        Thread.ofPlatform().daemon().name("evaluator-stderr-" + process.pid()).start(() -> copyErrors(process));
        return settings.fillsCache() ? new Filling(process) : new Running(process);
    }

    private List<String> walled(List<String> command) throws IOException, InterruptedException {
        if (choice == null) {
            choice = WallChoice.strongest(settings, settings.directory());
            LOG.atInfo()
                    .addKeyValue("by", choice.walls().name())
                    .addKeyValue("passed-over", choice.refused())
                    .log("evaluators-isolated");
        }
        if (settings.isolation() == Isolation.REQUIRED && !choice.walls().stand()) {
            throw new IOException(
                    "Evaluators must be isolated, and nothing on this machine does it: %s. Install bubblewrap"
                            .formatted(String.join("; ", choice.refused())));
        }
        if (!choice.walls().stand()) {
            return command;
        }
        if (files == null) {
            files = VisibleFiles.of(settings);
        }
        return choice.walls().around(command, files);
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

    /** Ends with its input, and fills its cache then. */
    private static final class Filling extends Running {
        Filling(Process process) {
            super(process);
        }

        @Override
        public void kill() {
            try {
                input().close();
                if (!process.waitFor(LONGEST_FILLING.toSeconds(), TimeUnit.SECONDS)) {
                    super.kill();
                }
            } catch (IOException e) {
                super.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                super.kill();
            }
        }
    }

    private static class Running implements Started {
        final Process process;

        Running(Process process) {
            this.process = process;
        }

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
                    return switch (code) {
                        case 3 -> "it ran out of memory";
                        case 4 -> "a pipeline in it could not be stopped";
                        default -> "it ended with code " + code;
                    };
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "it closed its output";
        }
    }
}
