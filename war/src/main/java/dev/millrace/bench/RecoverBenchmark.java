package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Kill -9 of a controller with very many runs, triggered through its API: those that run hold a process open on agents that keep it over connections; of some
 * the process ends while the controller is away. All times count from the start of the next controller's process.
 */
final class RecoverBenchmark implements Benchmark {
    private static final int CLIENTS = 32;
    private static final Duration GROWING = Duration.ofSeconds(5);
    private static final Duration JOINING = Duration.ofMinutes(2);
    private static final Duration FILLING = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "recover";
    }

    @Override
    public String summary() {
        return "Kill -9 of a controller with 100,000 queued and 5,000 running jobs: how soon all go on.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("queued", "100000", "running", "5000", "agents", "50", "rate", "2500", "ended", "50");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int running = Integer.parseInt(options.get("running"));
        int queued = Integer.parseInt(options.get("queued"));
        int count = Integer.parseInt(options.get("agents"));
        int rate = Integer.parseInt(options.get("rate"));
        int ended = Integer.parseInt(options.get("ended"));
        if (running % count != 0 || ended > running) {
            throw new IllegalArgumentException(
                    "Each of %d agents holds as many of %d jobs, and %d of these end".formatted(count, running, ended));
        }
        var recovery = new Recovery();
        Queue<HoldingAgent> holding = new ConcurrentLinkedQueue<>();
        var arrivals = new Arrivals();
        try (var stand = Stand.start(home);
                var agents = InstantAgents.join(
                        stand, count, running / count, arrivals, JOINING, (name, executors, events, link) -> {
                            var agent = new HoldingAgent(name, executors, events, recovery, link);
                            holding.add(agent);
                            return agent;
                        })) {
            double filled = fill(stand, recovery, running, queued, rate);
            var report = new Report(name())
                    .figure("agents", agents.count(), "agents")
                    .figure("accepted and running", recovery.held(), "jobs")
                    .figure("accepted and queued", (double) (open(stand) - recovery.held()), "runs")
                    .figure("triggers", (running + queued) / filled, "runs/s");
            stand.kill();
            recovery.away();
            int each = Math.ceilDiv(ended, count);
            int left = ended;
            for (var agent : holding) {
                agent.end(Math.min(each, left));
                left -= Math.min(each, left);
            }
            arrivals.expect(count);
            long from = System.nanoTime();
            double ready = stand.restart();
            report.figure("outcomes that came while the controller was away", ended, "jobs")
                    .figure("controller ready", ready, "s")
                    .atMost("first recovered outcome", 3, recovery.firstOutcome(from, PATIENCE), "s")
                    .atMost("first new lease", 3, recovery.firstLease(from, PATIENCE), "s");
            int late = arrivals.missing(PATIENCE);
            report.figure("all agents back", (System.nanoTime() - from) / 1e9, "s");
            long missing = recovery.missing(PATIENCE);
            report.atMost("all running jobs at their live edge", 30, (System.nanoTime() - from) / 1e9, "s")
                    .atMost("agents that are not back", 0, late, "agents")
                    .atMost("running jobs not taken up", 0, (double) missing, "jobs");
            goOn(stand, holding, recovery, report);
            return report;
        } catch (SQLException e) {
            throw new IOException("The stand's database does not answer", e);
        }
    }

    /** Beyond the live edge: all that was held ends, and each program is told. */
    private static void goOn(Stand stand, Queue<HoldingAgent> holding, Recovery recovery, Report report)
            throws IOException, InterruptedException {
        long from = System.nanoTime();
        holding.forEach(agent -> agent.end(Integer.MAX_VALUE));
        long lost = recovery.unacknowledged(PATIENCE);
        report.figure("outcomes of all that ran in the journal after", (System.nanoTime() - from) / 1e9, "s")
                .atMost("outcomes that are not", 0, (double) lost, "jobs")
                .figure("controller, memory", new StandMemory(stand).look().controller(), "MiB");
    }

    /** Seconds from the first trigger to the last. */
    private static double fill(Stand stand, Recovery recovery, int running, int queued, int rate)
            throws IOException, InterruptedException, SQLException {
        long from = System.nanoTime();
        var all = running + queued;
        var times = new JobTimes(all);
        var clients = new JobClients(
                stand,
                JobClients.requests(stand, JobsBenchmark.INSTANT, List.of("default")),
                CLIENTS,
                new Pace(rate, GROWING),
                times);
        while (times.accepted() < all) {
            long now = System.nanoTime();
            long seconds = GROWING.toSeconds() / 2 + (all - times.accepted()) / rate + 1;
            clients.trigger(now, now + TimeUnit.SECONDS.toNanos(seconds));
        }
        double took = (System.nanoTime() - from) / 1e9;
        long end = System.nanoTime() + FILLING.toNanos();
        while (recovery.held() < running) {
            if (System.nanoTime() - end > 0) {
                throw new IOException(
                        "%d of %d jobs run %s after they were triggered".formatted(recovery.held(), running, FILLING));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return took;
    }

    private static long open(Stand stand) throws IOException, SQLException {
        try (var connection = stand.database()) {
            return new CommittedJobs(connection).open();
        }
    }
}
