package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Five times as many triggers as are worked off, for half a minute: all are answered with a run that is durable, and one refusal ends the benchmark. What
 * has piled up is worked off afterwards, shared between organizations by their weights as long as each has something left.
 */
final class BurstBenchmark implements Benchmark {
    private static final int CLIENTS = 64;
    private static final int EXECUTORS = 8;
    /** It meets the burst as one that has been at work does: in the first minute the compilers have as much to do as the rest. */
    private static final Duration WARMING = Duration.ofSeconds(60);

    private static final int WARM_RATE = 400;
    private static final int UNLIMITED = 1 << 30;
    private static final Duration JOINING = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Map<String, Integer> WEIGHTS =
            new TreeMap<>(Map.of("one", 1, "two", 1, "three", 2, "four", 4));

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public String summary() {
        return "Five times as many triggers as can be worked off: all durable, none refused, worked off by weight.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("seconds", "30", "agents", "50", "rate", "4110");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        var report = new Report(name());
        try (var stand = Stand.start(home)) {
            for (var organization : WEIGHTS.entrySet()) {
                stand.post("organizations", Map.of("name", organization.getKey()));
                stand.put(
                        "organizations/%s/shares".formatted(organization.getKey()),
                        Map.of("weight", organization.getValue()));
            }
            measure(
                    stand,
                    Integer.parseInt(options.get("rate")),
                    Integer.parseInt(options.get("seconds")),
                    Integer.parseInt(options.get("agents")),
                    report);
        } catch (SQLException e) {
            throw new IOException("The stand's database does not answer", e);
        }
        return report;
    }

    private static void measure(Stand stand, int rate, int seconds, int count, Report report)
            throws IOException, InterruptedException, SQLException {
        var times = new JobTimes(UNLIMITED);
        try (var agents = InstantAgents.join(stand, count, EXECUTORS, times, JOINING);
                var connection = stand.database()) {
            var committed = new CommittedJobs(connection);
            var requests = JobClients.requests(stand, JobsBenchmark.INSTANT, List.copyOf(WEIGHTS.keySet()));
            new JobClients(stand, requests, CLIENTS, new Pace(WARM_RATE, WARMING), new JobTimes(UNLIMITED))
                    .trigger(System.nanoTime(), System.nanoTime() + WARMING.toNanos());
            awaitEnd(committed, new StandMemory(stand));
            long before = committed.whole();
            var clients = new JobClients(stand, requests, CLIENTS, new Pace(rate, Duration.ofSeconds(1)), times);
            long from = System.nanoTime();
            clients.trigger(from, from + TimeUnit.SECONDS.toNanos(seconds));
            var ended = Instant.now();
            double lasted = (System.nanoTime() - from) / 1e9;
            var memory = new StandMemory(stand);
            long open = committed.open();
            awaitEnd(committed, memory);
            double worked = (System.nanoTime() - from) / 1e9 - lasted;
            var answers = Percentiles.of(times.answers());
            report.figure("agents", agents.count(), "agents")
                    .figure("asked for", rate, "runs/s")
                    .atLeast("accepted", 0.98 * rate, times.accepted() / lasted, "runs/s")
                    .figure("request to durable answer, median", answers.median(), "ms")
                    .figure("request to durable answer, 99th percentile", answers.p99(), "ms")
                    .figure("piled up at the end of the burst", (double) open, "runs")
                    .figure("worked off", (double) open / worked, "runs/s")
                    .atMost(
                            "lost, doubled or without their line",
                            0,
                            (double) (times.accepted() + before - committed.whole()),
                            "runs")
                    .figure("controller, most", memory.most().controller(), "MiB")
                    .figure("evaluators, most", memory.most().evaluators(), "MiB");
            shares(committed.startedTogether(ended), report);
        }
    }

    private static void awaitEnd(CommittedJobs committed, StandMemory memory)
            throws SQLException, InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (committed.open() > 0) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("%d runs are not over %s after the burst".formatted(committed.open(), PATIENCE));
            }
            memory.look();
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** The largest relative difference between what an organization had of the starts and what it is entitled to. */
    private static void shares(Map<String, Long> started, Report report) {
        double all = sum(started.values());
        double weights = sum(WEIGHTS.values());
        double worst = 0;
        for (var organization : WEIGHTS.entrySet()) {
            double entitled = organization.getValue() / weights;
            double had = started.getOrDefault(organization.getKey(), 0L) / all;
            report.figure("share of " + organization.getKey(), 100 * had, "%")
                    .figure("entitled, " + organization.getKey(), 100 * entitled, "%");
            worst = Math.max(worst, Math.abs(had - entitled) / entitled);
        }
        report.figure("starts that were compared", all, "jobs").atMost("farthest from its share", 5, 100 * worst, "%");
    }

    private static double sum(Collection<? extends Number> numbers) {
        return numbers.stream().mapToDouble(Number::doubleValue).sum();
    }
}
