package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Agents that are connected and have nothing to do, each with a key, a TLS connection and heartbeats of its own: what they take of the controller, and
 * how soon all are back when it was killed and started again.
 */
final class AgentsBenchmark implements Benchmark {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Beside a connection for each agent. */
    private static final int OTHER_FILES = 1_000;
    /** What joining left to be compiled and collected is done by then. */
    private static final int SETTLE_SECONDS = 15;

    @Override
    public String name() {
        return "agents";
    }

    @Override
    public String summary() {
        return "What 10,000 idle agents take of the controller, and how soon all are back after kill -9.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("agents", "10000", "seconds", "30");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int count = Integer.parseInt(options.get("agents"));
        int seconds = Integer.parseInt(options.get("seconds"));
        long files = Machine.openFiles();
        if (files < count + OTHER_FILES) {
            throw new IOException(
                    "%d agents need %d open files in the controller and here, and the limit is %d: raise it (ulimit -n %2$d), or measure fewer with --agents"
                            .formatted(count, count + OTHER_FILES, files));
        }
        var arrivals = new Arrivals();
        long begun = System.nanoTime();
        try (var stand = Stand.start(home);
                var agents = InstantAgents.join(stand, count, 1, arrivals, PATIENCE)) {
            double joined = seconds(begun);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            double heap = new LiveHeap(stand.controller()).mebibytes();
            double memory = new StandMemory(stand).look().controller();
            var shares = ProcessShares.begin(stand);
            shares.lookUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
            var cores = shares.cores();
            stand.kill();
            arrivals.expect(count);
            long killed = System.nanoTime();
            double ready = stand.restart();
            int late = arrivals.missing(PATIENCE);
            double back = seconds(killed);
            return new Report(name())
                    .figure("agents", agents.count(), "agents")
                    .figure("all joined after", joined, "s")
                    .atMost("controller, heap in use", 1024, heap, "MiB")
                    .figure("controller, memory", memory, "MiB")
                    .atMost("controller, share of a core", 5, 100 * cores.getOrDefault("controller", 0.0), "%")
                    .figure("agents' own share of a core", 100 * cores.getOrDefault("agents and clients", 0.0), "%")
                    .figure("controller ready after kill -9", ready, "s")
                    .atMost("all agents back after that kill", 30, back, "s")
                    .atMost("agents that are not connected", 0, late + missing(stand, count), "agents");
        }
    }

    private static int missing(Stand stand, int count) throws IOException, InterruptedException {
        var connected = StreamSupport.stream(stand.get("agents").spliterator(), false)
                .filter(agent -> agent.path("connected").asBoolean()
                        && agent.path("name").asText().startsWith(InstantAgents.NAME))
                .count();
        return count - (int) connected;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
