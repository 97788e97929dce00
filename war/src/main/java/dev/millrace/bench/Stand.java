package dev.millrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A controller under test: the real program, started from outside, with a data directory and a log of its own that go when this is closed. */
final class Stand implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Asking more often would slow down what is asked. */
    private static final long POLL_MILLIS = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Path place;
    private final int port;
    private final List<String> jvm;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private Process process;
    private String token;

    private Stand(Path home, Path place, int port, List<String> jvm) throws IOException {
        this.home = home;
        this.place = place;
        this.port = port;
        this.jvm = List.copyOf(jvm);
        this.process = launch();
        this.token = "";
    }

    /** Starts one with an empty data directory and waits until it is ready and its agent can work. */
    static Stand start(Path home) throws IOException, InterruptedException {
        return start(home, List.of());
    }

    /** The same, with options of its own for the controller's JVM. */
    static Stand start(Path home, List<String> jvm) throws IOException, InterruptedException {
        var stand = new Stand(home, Files.createTempDirectory("millrace-bench-"), freePort(), jvm);
        stand.awaitReady();
        return stand;
    }

    /** Ends it as kill -9 does; its database and agent live on. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Starts it again on the same data; gives the seconds to the first healthy answer. */
    double restart() throws IOException, InterruptedException {
        var begun = System.nanoTime();
        process = launch();
        awaitReady();
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The controller's process. */
    ProcessHandle controller() {
        return process.toHandle();
    }

    /** Processes below it whose command line holds a word. */
    List<ProcessHandle> processes(String word) throws IOException {
        var found = new ArrayList<ProcessHandle>();
        for (var one : process.toHandle().descendants().toList()) {
            var line = Path.of("/proc", Long.toString(one.pid()), "cmdline");
            if (Files.isReadable(line) && Files.readString(line).contains(word)) {
                found.add(one);
            }
        }
        return found;
    }

    /** Processes on this machine whose command line holds a word. */
    static List<ProcessHandle> processesOf(String word) {
        var found = new ArrayList<ProcessHandle>();
        for (var one : ProcessHandle.allProcesses().toList()) {
            try {
                if (Files.readString(Path.of("/proc", Long.toString(one.pid()), "cmdline"))
                        .contains(word)) {
                    found.add(one);
                }
            } catch (IOException e) {
                // it has ended
            }
        }
        return found;
    }

    /** What its log says of an event, how often. */
    long logged(String words) throws IOException {
        try (var files = Files.walk(data(place).resolve("logs"))) {
            long times = 0;
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    times += lines.filter(line -> line.contains(words)).count();
                }
            }
            return times;
        }
    }

    /** Where its database is. */
    Path postgres() {
        return data(place).resolve("postgres");
    }

    /** Starts a run of a pipeline without sources. */
    long run(String project, String pipeline) throws IOException, InterruptedException {
        return post(
                        "runs",
                        Map.of(
                                "project",
                                project,
                                "file",
                                "Jenkinsfile",
                                "definition",
                                pipeline,
                                "parameters",
                                Map.of()))
                .path("id")
                .asLong();
    }

    /** Waits for a run to end and gives it. One that does not succeed is a failure of the benchmark. */
    JsonNode await(long run) throws IOException, InterruptedException {
        var request = request("runs/" + run + "/events").header("Accept", "text/event-stream");
        var answer = http.send(request.GET().build(), BodyHandlers.ofInputStream());
        try (InputStream events = answer.body()) {
            events.transferTo(java.io.OutputStream.nullOutputStream());
        }
        var ended = get("runs/" + run);
        if (!ended.path("result").asText().equals("SUCCESS")) {
            throw new IOException("Run %d ended otherwise than as success: %s".formatted(run, ended));
        }
        return ended;
    }

    /** Runs a pipeline to its end; gives its milliseconds from start to end as the controller counts them. */
    double millis(String project, String pipeline) throws IOException, InterruptedException {
        return await(run(project, pipeline)).path("durationMillis").asDouble();
    }

    /** Where its HTTP API listens. */
    int port() {
        return port;
    }

    /** What its API lets in. */
    String token() {
        return token;
    }

    /** A connection to its database, as its owner. */
    Connection database() throws IOException, SQLException {
        var cluster = data(place).resolve("postgres");
        var port = Files.readAllLines(cluster.resolve("data").resolve("postmaster.pid"))
                .get(3)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/postgres?sslmode=disable".formatted(port),
                "millrace",
                Files.readString(cluster.resolve("password")).strip());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    String text(String path) throws IOException, InterruptedException {
        return body(request(path).GET());
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    JsonNode put(String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .timeout(Duration.ofMinutes(30))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var body = body(request);
        return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    }

    private String body(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException("%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private void awaitReady() throws IOException, InterruptedException {
        var health = request("health").timeout(Duration.ofSeconds(5)).GET().build();
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(health)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("The controller did not become ready on port %d: see %s"
                        .formatted(port, place.resolve("controller.log")));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        token = Files.readString(data(place).resolve("admin.token")).strip();
    }

    private boolean answers(HttpRequest health) throws InterruptedException {
        try {
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path data(Path place) {
        return place.resolve("data");
    }

    private Process launch() throws IOException {
        var log = place.resolve("controller.log").toFile();
        var command = command(home, "up", "--data", data(place).toString(), "--port", "" + port);
        command.addAll(1, jvm);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /** How the installed program is started. */
    static List<String> command(Path home, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + home.resolve("jvm.options"));
        var cache = home.resolve("aot").resolve("controller.aot");
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.add("-Dmillrace.home=" + home);
        command.add("-cp");
        command.add(home.resolve("lib") + "/*");
        command.add("dev.millrace.cli.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        delete(place);
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
