package dev.millrace.controller.app;

import dev.millrace.controller.identity.Identities;
import dev.millrace.controller.identity.Identities.Caller;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent on the controller's own machine: the same program over the same protocol as any other, in a process of its own. It outlives a killed
 * controller, which finds it again by its process id; one that ends by itself is started again.
 */
final class LocalAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAgent.class);
    private static final String NAME = "local";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(10);
    private static final Duration STEADY = Duration.ofSeconds(30);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_WHILE_TRAINING = Duration.ofMinutes(3);

    private final Distribution distribution;
    private final Path directory;
    private final Identities identities;
    private final InetSocketAddress entrance;
    private final String fingerprint;
    private final Thread keeper;
    private volatile boolean closing;
    private volatile @Nullable ProcessHandle agent;

    private LocalAgent(
            Distribution distribution,
            Path directory,
            Identities identities,
            InetSocketAddress entrance,
            String fingerprint) {
        this.distribution = distribution;
        this.directory = directory;
        this.identities = identities;
        this.entrance = entrance;
        this.fingerprint = fingerprint;
        // a platform thread: the kernel tells a child of the end of the thread that started it
        this.keeper = Thread.ofPlatform().name("local-agent").daemon().start(this::keep);
    }

    /** Finds the agent that a killed controller left, or starts one. */
    static LocalAgent start(
            Distribution distribution,
            Path directory,
            Identities identities,
            InetSocketAddress entrance,
            String fingerprint) {
        return new LocalAgent(distribution, directory, identities, entrance, fingerprint);
    }

    private void keep() {
        var pause = FIRST_PAUSE;
        while (!closing) {
            var begun = System.nanoTime();
            try {
                var running = left().orElse(null);
                var process = running == null ? begin() : running;
                agent = process;
                if (closing) {
                    return;
                }
                process.onExit().get();
                if (!closing) {
                    LOG.atWarn().addKeyValue("pid", process.pid()).log("local-agent-ended");
                }
                var steady = System.nanoTime() - begun > STEADY.toNanos();
                pause = steady || pause.compareTo(LAST_PAUSE) > 0 ? FIRST_PAUSE : pause;
                if (!closing) {
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                    pause = pause.multipliedBy(2);
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | ExecutionException | RuntimeException e) {
                LOG.atError().setCause(e).log("local-agent-not-started");
                try {
                    TimeUnit.NANOSECONDS.sleep(LAST_PAUSE.toNanos());
                } catch (InterruptedException ended) {
                    return;
                }
            }
        }
    }

    /** The process of this directory's agent, if it lives. */
    private Optional<ProcessHandle> left() throws IOException {
        var file = directory.resolve("agent.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var text = Files.readString(file).strip();
        return text.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(text)).filter(this::isOurs)
                : Optional.empty();
    }

    private boolean isOurs(ProcessHandle process) {
        var line = process.info().commandLine().orElse("");
        return process.isAlive() && line.contains("AgentMain") && line.contains(directory.toString());
    }

    private ProcessHandle begin() throws IOException {
        Files.createDirectories(directory);
        var command = new ArrayList<>(List.of(
                Distribution.java().toString(),
                "-Xms8m",
                "-Xmx128m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:-ShrinkHeapInSteps",
                "-XX:TrimNativeHeapInterval=5000",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(distribution.cache("agent"));
        command.addAll(List.of(
                "-cp",
                distribution.classPath("agent"),
                "dev.millrace.agent.app.AgentMain",
                "--controller",
                entrance.getHostString() + ":" + entrance.getPort(),
                "--fingerprint",
                fingerprint,
                "--name",
                NAME,
                "--labels",
                "local",
                "--executors",
                Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())),
                "--dir",
                directory.toString()));
        // not its key: an agent that was stopped before it was let in has one, and is not known here
        if (!Files.exists(directory.resolve("agent-id"))) {
            command.add("--join-token-file");
            command.add(joinToken().toString());
        }
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("agent.log").toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        LOG.atInfo().addKeyValue("pid", process.pid()).log("local-agent-started");
        return process.toHandle();
    }

    private Path joinToken() throws IOException {
        var token = identities.createJoinToken(Caller.controller(), Optional.of(NAME), Duration.ofMinutes(10));
        var file = directory.resolve("join.token");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token.text() + "\n");
        return file;
    }

    /** Asks the agent to end, and waits for that. Its supervisor goes on with what runs. */
    @Override
    public void close() {
        closing = true;
        keeper.interrupt();
        try {
            keeper.join();
            var process = agent;
            if (process != null && process.destroy()) {
                var patience = Distribution.training() ? PATIENCE_WHILE_TRAINING : PATIENCE_AT_CLOSE;
                process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().log("local-agent-does-not-end");
            Optional.ofNullable(agent).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
