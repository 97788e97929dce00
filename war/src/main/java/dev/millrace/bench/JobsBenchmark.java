package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs with one job each, through everything: triggered over HTTP, evaluated, queued, leased over TLS to agents that answer at once, logged and
 * finished, all of it committed. Counted is what the database holds afterwards. As many are under way as one second brings at most, so that the queue
 * does not grow: a controller that cannot keep up lowers the rate. Asked for is more than what must be reached. Then the same ten times a second with real processes on the stand's own agent.
 */
final class JobsBenchmark implements Benchmark {
    private static final Duration GROWING = Duration.ofSeconds(8);
    private static final Duration JOINING = Duration.ofMinutes(2);
    private static final int EXECUTORS = 8;
    private static final int CLIENTS = 16;
    private static final int PATIENCE_SECONDS = 120;
    /** For agents that answer at once. */
    static final String INSTANT = "node('instant') { sh 'true' }\n";

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public String summary() {
        return "Runs with one job each a second, through trigger, queue, TLS and database, and how soon they start.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("seconds", "60", "warm", "60", "agents", "50", "rate", "900", "processes", "200");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int rate = Integer.parseInt(options.get("rate"));
        var report = new Report(name());
        try (var stand = Stand.start(home)) {
            sustained(
                    stand,
                    rate,
                    new Spans(seconds(options, "warm"), seconds(options, "seconds")),
                    Integer.parseInt(options.get("agents")),
                    report);
            int processes = Integer.parseInt(options.get("processes"));
            if (processes > 0) {
                new ProcessStarts(stand).measure(processes, report);
            }
        } catch (SQLException e) {
            throw new IOException("The stand's database does not answer", e);
        }
        return report;
    }

    private static int seconds(Map<String, String> options, String name) {
        int seconds = Integer.parseInt(options.get(name));
        if (seconds < 1) {
            throw new IllegalArgumentException("--%s has to be 1 or more, not %d".formatted(name, seconds));
        }
        return seconds;
    }

    /**
     * How long it goes.
     *
     * @param warm seconds at the same load before measuring begins: in the first minute the compilers of a controller and its evaluators have much to do
     * @param measured seconds
     */
    private record Spans(int warm, int measured) {}

    private static void sustained(Stand stand, int rate, Spans spans, int count, Report report)
            throws IOException, InterruptedException, SQLException {
        var times = new JobTimes(rate);
        try (var agents = InstantAgents.join(stand, count, EXECUTORS, times, JOINING);
                var connection = stand.database();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var committed = new CommittedJobs(connection);
            var clients = new JobClients(
                    stand,
                    JobClients.requests(stand, INSTANT, List.of("default")),
                    CLIENTS,
                    new Pace(rate, GROWING),
                    times);
            long written = committed.writtenAhead();
            long from = System.nanoTime();
            long measured = from + TimeUnit.SECONDS.toNanos(spans.warm());
            long to = measured + TimeUnit.SECONDS.toNanos(spans.measured());
            var watching = threads.submit(() -> watch(stand, times, committed, measured, to));
            clients.trigger(from, to);
            var seen = watching.get();
            awaitEnd(committed);
            written = committed.writtenAhead() - written;
            var waits = Percentiles.of(times.waits(measured, to));
            double jobs = seen.perSecond();
            report.figure("agents", agents.count(), "agents")
                    .figure("jobs triggered", times.accepted(), "jobs")
                    .figure("asked for", rate, "jobs/s")
                    .figure("at work before measuring", spans.warm(), "s")
                    .atLeast("sustained", 822, jobs, "jobs/s")
                    .figure("trigger to start, median", waits.median(), "ms")
                    .atMost("trigger to start, 99th percentile", 1000, waits.p99(), "ms")
                    .figure("under way when measuring began", seen.underWayFirst(), "jobs")
                    .figure("under way at the end", seen.underWayLast(), "jobs")
                    .atMost(
                            "lost, doubled or without their line",
                            0,
                            (double) (times.accepted() - committed.whole()),
                            "jobs");
            report.figure("write-ahead log per job", written / 1024.0 / times.accepted(), "KiB");
            seen.cores()
                    .forEach((kind, cores) -> report.figure("cores, " + kind, cores, "cores")
                            .figure("processor per job, " + kind, 1000 * cores / jobs, "ms"));
        } catch (ExecutionException e) {
            throw new IOException("The stand cannot be watched", e);
        }
    }

    /** What was seen between two moments. */
    private record Seen(double perSecond, int underWayFirst, int underWayLast, Map<String, Double> cores) {}

    private static Seen watch(Stand stand, JobTimes times, CommittedJobs committed, long from, long to)
            throws IOException, InterruptedException, SQLException {
        TimeUnit.NANOSECONDS.sleep(from - System.nanoTime());
        long begun = System.nanoTime();
        long before = committed.finished();
        int first = times.underWay();
        var shares = ProcessShares.begin(stand);
        shares.lookUntil(to);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Seen((committed.finished() - before) / seconds, first, times.underWay(), shares.cores());
    }

    private static void awaitEnd(CommittedJobs committed) throws SQLException, InterruptedException, IOException {
        for (int second = 0; committed.open() > 0; second++) {
            if (second == PATIENCE_SECONDS) {
                throw new IOException("%d runs are not over %d s after the last trigger"
                        .formatted(committed.open(), PATIENCE_SECONDS));
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }
}
