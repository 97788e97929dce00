package dev.millrace.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code millrace up} on a warm data directory: from starting its process to the first 200 of its health check, and the memory it then has. */
final class StartBenchmark implements Benchmark {
    private static final int SETTLED_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String summary() {
        return "millrace up to ready with a warm data directory, and its memory.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("rounds", "5");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(options.get("rounds"));
        var data = Files.createTempDirectory("millrace-bench-start-");
        try {
            var cold = start(home, data);
            var seconds = new ArrayList<Double>();
            var memory = new Memory(0, 0);
            for (int round = 0; round < rounds; round++) {
                var warm = start(home, data);
                seconds.add(warm.seconds());
                memory = memory.most(warm.memory());
            }
            seconds.sort(Comparator.naturalOrder());
            return new Report(name())
                    .figure("cold", cold.seconds(), "s")
                    .figure("fastest", seconds.getFirst(), "s")
                    .figure("slowest", seconds.getLast(), "s")
                    .atMost("ready", 3, seconds.get(rounds / 2), "s")
                    .atMost("memory of controller, database and evaluator", 300, mebibytes(memory.serverBytes()), "MiB")
                    .figure("memory of the local agent and its supervisor", mebibytes(memory.agentBytes()), "MiB");
        } finally {
            Stand.delete(data);
        }
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }

    private record Started(double seconds, Memory memory) {}

    /** Proportional set sizes. The agent is the same program as on any other machine, and counted apart. */
    private record Memory(long serverBytes, long agentBytes) {
        static Memory of(Stream<ProcessHandle> processes) throws IOException {
            long server = 0;
            long agent = 0;
            for (var process : processes.toList()) {
                var memory = Machine.proportionalMemory(process.pid());
                if (process.info().commandLine().orElse("").contains("dev.millrace.agent.")) {
                    agent += memory;
                } else {
                    server += memory;
                }
            }
            return new Memory(server, agent);
        }

        Memory most(Memory other) {
            return new Memory(Math.max(serverBytes, other.serverBytes), Math.max(agentBytes, other.agentBytes));
        }
    }

    private static Started start(Path home, Path data) throws IOException, InterruptedException {
        int port = Stand.freePort();
        var health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        var begun = System.nanoTime();
        var process = new ProcessBuilder(Stand.command(home, "up", "--data", data.toString(), "--port", "" + port))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("/dev/null").toFile())
                .start();
        try (var http = HttpClient.newHttpClient()) {
            while (!answers(http, health)) {
                if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IOException("millrace up did not become ready on port " + port);
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            // the local agent and the spare evaluator settle, and what start-up needed goes back to the system
            TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
            var memory = Memory.of(Stream.concat(
                    Stream.of(process.toHandle()), process.toHandle().descendants()));
            return new Started(seconds, memory);
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean answers(HttpClient http, HttpRequest health) throws InterruptedException {
        try {
            return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
