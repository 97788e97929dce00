package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One data directory and the controller that serves it, each started as a user would start it. Closing ends everything that was started. */
final class Installation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path root = Path.of(System.getProperty("millrace.root"));
    private final Path directory;
    private final List<Process> started = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process controller;
    private int port;
    private int logs;

    private Installation(Path directory) {
        this.directory = directory;
    }

    /** An empty one below the temporary directory. */
    static Installation empty() throws IOException {
        return new Installation(Files.createTempDirectory(Path.of("/tmp"), "mr-e2e-"));
    }

    /** One that was started and stopped before, as nearly all are: its data directory is a copy of the one with which the build trained its caches. */
    static Installation prepared() throws IOException {
        var made = empty();
        var trained = Path.of(System.getProperty("millrace.trained"));
        if (Files.isDirectory(trained)) {
            // copies run side by side: each has a port for agents of its own, and a supervisor that knows its jobs from
            // those of the others
            copy(trained, made.data(), Set.of(trained.resolve("agent.port"), trained.resolve("agent/supervisor")));
        }
        return made;
    }

    /** One that runs as long as this JVM, for tests that take nothing from it but a name of a project. */
    static Installation shared() {
        return Shared.RUNNING;
    }

    private static final class Shared {
        static final Installation RUNNING = start();

        private static Installation start() {
            try {
                var running = prepared().up();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        running.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
                return running;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static void copy(Path from, Path to, Set<Path> without) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                if (without.stream().noneMatch(file::startsWith)) {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file).toString()),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    Path directory() {
        return directory;
    }

    Path data() {
        return directory.resolve("data");
    }

    Path token() {
        return data().resolve("admin.token");
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    Process controller() {
        return Objects.requireNonNull(controller, "no controller was started");
    }

    /** Starts {@code millrace up} and waits until it is ready. A restart keeps its port. */
    Installation up(String... more) throws IOException, InterruptedException {
        if (port == 0) {
            port = Ports.free();
        }
        var arguments = new ArrayList<>(List.of("up", "--data", data().toString(), "--port", Integer.toString(port)));
        arguments.addAll(List.of(more));
        controller = start("up", arguments);
        var process = controller;
        await("millrace up is ready", () -> {
            assertTrue(process.isAlive(), () -> "millrace up ended: " + log("up"));
            return ready();
        });
        return this;
    }

    boolean ready() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(url("/api/v1/health"))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** kill -9 of the controller. */
    void killController() throws InterruptedException {
        controller().destroyForcibly();
        assertTrue(controller().waitFor(10, TimeUnit.SECONDS), "the controller did not die");
    }

    /** Asks the API as the administrator. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url(path)));
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(
                request.header(
                                "Authorization",
                                "Bearer " + Files.readString(token()).strip())
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Runs a verb of the command line to its end. */
    Finished millrace(String... arguments) throws IOException, InterruptedException {
        return finish(launch(arguments));
    }

    /** Starts a verb of the command line against this installation's server. */
    Running run(Path pipeline, String... more) throws IOException {
        var arguments =
                new ArrayList<>(List.of("run", "--server", url("").toString(), "--token-file", token().toString()));
        arguments.addAll(List.of(more));
        arguments.add(pipeline.toString());
        return launch(arguments.toArray(String[]::new));
    }

    Running launch(String... arguments) throws IOException {
        return launch(builder(List.of(arguments)));
    }

    /** Starts any program, in the root of the checkout, with the launcher on its path. */
    ProcessBuilder program(String... command) {
        var builder = builder(List.of()).command(command).directory(root.toFile());
        builder.environment().merge("PATH", root.toString(), (path, here) -> here + ":" + path);
        return builder;
    }

    /** Starts a verb of the command line as a terminal does: Ctrl-C reaches all processes of the group that it leads. */
    Running foreground(String... arguments) throws IOException {
        var builder = builder(List.of(arguments));
        builder.command().addAll(0, List.of("setsid", "env", "--default-signal=INT"));
        return launch(builder);
    }

    Running launch(ProcessBuilder builder) throws IOException {
        int number = logs++;
        var out = directory.resolve("out-" + number);
        var err = directory.resolve("err-" + number);
        var process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        started.add(process);
        return new Running(process, out, err);
    }

    static Finished finish(Running running) throws IOException, InterruptedException {
        assertTrue(
                running.process.waitFor(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS),
                () -> "still running; so far: " + read(running.out) + read(running.err));
        return new Finished(running.process.exitValue(), read(running.out), read(running.err));
    }

    private Process start(String name, List<String> arguments) throws IOException {
        var process = builder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(name + ".log").toFile()))
                .start();
        started.add(process);
        return process;
    }

    private ProcessBuilder builder(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(root.resolve("millrace").toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("MILLRACE_NO_BUILD", "1");
        builder.environment().put("XDG_DATA_HOME", directory.resolve("share").toString());
        return builder;
    }

    String log(String name) {
        return read(directory.resolve(name + ".log"));
    }

    /** A directory with a Jenkinsfile. */
    Path pipeline(String name, String text) throws IOException {
        var made = Files.createDirectories(directory.resolve("projects").resolve(name));
        Files.writeString(made.resolve("Jenkinsfile"), text);
        return made;
    }

    /** Waits for something that will be so. */
    static void await(String what, Condition condition) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        var pause = new java.util.concurrent.CountDownLatch(1);
        while (!condition.holds()) {
            assertTrue(Instant.now().isBefore(deadline), () -> "not within " + PATIENCE + ": " + what);
            var waited = pause.await(20, TimeUnit.MILLISECONDS);
            assertTrue(!waited);
        }
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes on this machine whose command line holds a text. */
    static List<ProcessHandle> processes(String text) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(text))
                .toList();
    }

    /** Sends a signal; a negative number means a group. */
    static void signal(String signal, long process) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, "--", Long.toString(process))
                .inheritIO()
                .start();
        assertTrue(kill.waitFor() == 0, () -> "kill -%s %d".formatted(signal, process));
    }

    /** Process ids that a pipeline wrote in a file, of those that live. */
    static List<ProcessHandle> living(Path file) {
        return read(file)
                .lines()
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())).stream())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    Path root() {
        return root;
    }

    /** Stops the controller as a person would, and waits for its end. */
    void down() {
        var process = controller();
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        started.forEach(Process::destroy);
        for (var process : started) {
            if (!ended(process)) {
                process.destroyForcibly();
            }
        }
        // what a killed controller left: its agent, supervisor and database name the directory in their command lines
        processes(directory.toString()).forEach(ProcessHandle::destroyForcibly);
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Something that becomes so. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** A verb that runs. */
    record Running(Process process, Path out, Path err) {}

    /** A verb that ended. */
    record Finished(int code, String out, String err) {}
}
