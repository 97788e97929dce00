package dev.millrace.agent.app;

import dev.millrace.wire.proto.Argument;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.Release;
import dev.millrace.wire.proto.SandboxRequest;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real agent process against a {@link FakeController}, with what tests ask of the two. */
final class AgentUnderTest implements AutoCloseable {
    final FakeController controller;
    final Path directory;
    private Process process;

    AgentUnderTest(FakeController controller, Path directory) throws IOException {
        this(controller, directory, FakeController.TOKEN);
    }

    AgentUnderTest(FakeController controller, Path directory, String token) throws IOException {
        this.controller = controller;
        this.directory = directory;
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("token"), token);
        process = launch();
    }

    private Process launch() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName(),
                "--controller",
                "127.0.0.1:" + controller.port(),
                "--fingerprint",
                controller.fingerprint(),
                "--join-token-file",
                directory.resolve("token").toString(),
                "--name",
                "tested",
                "--labels",
                "linux small",
                "--executors",
                "4",
                "--env",
                "FROM_AGENT=yes",
                "--output-limit",
                "2",
                "--output-limit-total",
                "4",
                "--dir",
                directory.resolve("agent").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("agent.log").toFile()))
                .start();
    }

    Process process() {
        return process;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void restart() throws IOException {
        process = launch();
    }

    void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }

    static LeaseRef lease(long job) {
        return LeaseRef.newBuilder().setJob(job).setAttempt(1).setEpoch(7).build();
    }

    static OperationRef operation(LeaseRef lease, int step, int ordinal) {
        return OperationRef.newBuilder()
                .setLease(lease)
                .setStep(step)
                .setOrdinal(ordinal)
                .build();
    }

    LeaseAccepted grant(LeaseRef lease, Duration duration) throws InterruptedException {
        return grant(lease, duration, "shop-main");
    }

    LeaseAccepted grant(LeaseRef lease, Duration duration, String key) throws InterruptedException {
        return grant(lease, duration, key, SandboxRequest.getDefaultInstance());
    }

    LeaseAccepted grant(LeaseRef lease, Duration duration, String key, SandboxRequest sandbox)
            throws InterruptedException {
        controller.await("the agent", () -> controller.hellos().isEmpty() ? null : true);
        controller.send(ToAgent.newBuilder()
                .setGrant(LeaseGrant.newBuilder()
                        .setLease(lease)
                        .setDurationMillis(duration.toMillis())
                        .setTitle("test")
                        .setWorkspace(WorkspaceRequest.newBuilder().setKey(key))
                        .setSandbox(sandbox)
                        .putEnvironment("BUILD_NUMBER", "12"))
                .build());
        return accepted(lease);
    }

    LeaseAccepted accepted(LeaseRef lease) throws InterruptedException {
        return controller
                .await(message -> message.hasAccepted()
                        && message.getAccepted().getLease().equals(lease))
                .getAccepted();
    }

    static Execute.Builder shell(String script) {
        return Execute.newBuilder()
                .addCommand(Argument.newBuilder().setLiteral("/bin/sh"))
                .addCommand(Argument.newBuilder().setLiteral("-c"))
                .addCommand(Argument.newBuilder().setLiteral(script))
                .setGraceMillis(500);
    }

    void execute(OperationRef operation, Execute.Builder execute) {
        controller.operate(
                Operate.newBuilder().setOperation(operation).setExecute(execute).build());
    }

    void release(LeaseRef lease) throws InterruptedException {
        controller.send(ToAgent.newBuilder()
                .setRelease(Release.newBuilder().setLease(lease))
                .build());
        awaitEnded(lease);
    }

    String awaitEnded(LeaseRef lease) throws InterruptedException {
        return controller
                .await(message ->
                        message.hasEnded() && message.getEnded().getLease().equals(lease))
                .getEnded()
                .getReason();
    }

    /** How it ended; or that the agent came back without it, which says the same. */
    String awaitEndedOrForgotten(LeaseRef lease) throws InterruptedException {
        int before = controller.hellos().size();
        return controller.await("the lease to end", () -> {
            if (controller.count(message -> message.hasEnded()
                            && message.getEnded().getLease().equals(lease)
                            && message.getEnded().getReason().equals("deadline"))
                    > 0) {
                return "deadline";
            }
            var hellos = controller.hellos();
            boolean forgotten = hellos.size() > before
                    && hellos.getLast().getHeldList().stream()
                            .noneMatch(held -> held.getLease().equals(lease));
            return forgotten ? "deadline" : null;
        });
    }

    Path workspace() {
        return directory.resolve("agent/workspaces/shop-main");
    }

    /** The supervisor of this agent's directory. */
    long supervisor() {
        var marker = directory.resolve("agent/supervisor").toString();
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info()
                        .commandLine()
                        .filter(line -> line.contains("SupervisorMain") && line.contains(marker))
                        .isPresent())
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** Live processes whose command line holds this text. */
    static long count(String marker) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(path -> {
                        try {
                            return Files.readString(path.resolve("cmdline")).contains(marker);
                        } catch (IOException | java.io.UncheckedIOException e) {
                            return false;
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void awaitNone(String marker) throws InterruptedException {
        controller.await("no process with " + marker, () -> count(marker) == 0 ? true : null);
    }

    @Override
    public void close() {
        process.destroy();
        if (process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .join()
                .isAlive()) {
            process.destroyForcibly();
        }
        var marker = directory.resolve("agent/supervisor").toString();
        ProcessHandle.allProcesses()
                .filter(handle -> handle.info()
                        .commandLine()
                        .filter(line -> line.contains("SupervisorMain") && line.contains(marker))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }
}
