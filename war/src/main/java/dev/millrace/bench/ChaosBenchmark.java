package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Jobs with real processes on real agents, while processes are killed and stopped, networks fail, messages come twice or in another order and clocks jump. What the processes write into a file of their own is
 * compared with what Millrace tells: each trigger that was acknowledged has one run, no two processes of a job live at once, none is started twice in a lease,
 * no line is lost or doubled, and what the journal held once never changes.
 */
final class ChaosBenchmark implements Benchmark {
    private static final int AGENTS = 3;
    private static final int MOST_OPEN = 40;
    private static final int PATIENCE_SECONDS = 420;
    private static final int LEAST_FOR_LONG_STOPS = 500;
    private static final int TOLD = 10;
    /** What the controller's log says of a connection on which one was missing. */
    private static final String MISSING = "of the connection came where";

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public String summary() {
        return "Jobs while processes die, networks fail and clocks jump, counted in a ledger outside: nothing lost, nothing twice.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("jobs", "2000", "rate", "5", "seed", "1");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int jobs = Integer.parseInt(options.get("jobs"));
        double rate = Double.parseDouble(options.get("rate"));
        long seed = Long.parseLong(options.get("seed"));
        var place = Files.createTempDirectory("millrace-bench-ledger-");
        var clocks = new ChaosClocks(place);
        try (var stand = Stand.start(home, clocks.options(Disasters.CONTROLLER, seed));
                var agents = ChaosAgents.join(home, stand, AGENTS, clocks, seed);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new Chaos(stand, agents, clocks, place, threads).run(jobs, rate, seed, new Report(name()));
        } catch (ExecutionException e) {
            throw new IOException("Triggering broke", e);
        } finally {
            Stand.delete(place);
        }
    }

    private static final class Chaos {
        private final Stand stand;
        private final ChaosAgents agents;
        private final ChaosClocks clocks;
        private final Path ledger;
        private final Path place;
        private final ExecutorService threads;
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final AtomicInteger unanswered = new AtomicInteger();
        private final Map<String, String> journal = new HashMap<>();

        Chaos(Stand stand, ChaosAgents agents, ChaosClocks clocks, Path place, ExecutorService threads) {
            this.stand = stand;
            this.agents = agents;
            this.clocks = clocks;
            this.place = place;
            this.ledger = place.resolve("ledger");
            this.threads = threads;
        }

        Report run(int jobs, double rate, long seed, Report report)
                throws IOException, InterruptedException, ExecutionException {
            Files.writeString(ledger, "");
            long begun = System.nanoTime();
            var disasters = new Disasters(seed, stand, agents, clocks, jobs >= LEAST_FOR_LONG_STOPS);
            var triggering = threads.submit(() -> {
                trigger(jobs, rate);
                return true;
            });
            while (!triggering.isDone()) {
                disasters.pause();
                remember();
                disasters.strike();
            }
            boolean _ = triggering.get();
            disasters.repairAll();
            awaitEnd();
            double seconds = (System.nanoTime() - begun) / 1e9;
            disasters
                    .struck()
                    .forEach((kind, times) ->
                            report.figure(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), times, "times"));
            return judge(report.figure("seed", (double) seed, "").figure("took", seconds, "s"));
        }

        private void trigger(int jobs, double rate) throws InterruptedException {
            for (int number = 0; acknowledged.size() < jobs; number++) {
                var job = "job-" + number;
                try {
                    stand.run(job, pipeline(job));
                    acknowledged.add(job);
                } catch (IOException e) {
                    // it may have been accepted all the same: nobody was told
                    unanswered.incrementAndGet();
                }
                do {
                    TimeUnit.MILLISECONDS.sleep((long) (1000 / rate));
                } while (open() > MOST_OPEN);
            }
        }

        private String pipeline(String job) {
            return """
                    retry(count: 50, conditions: [agent(), nonresumable()]) {
                        node('%s') { sh '''%s''' }
                    }
                    echo 'over %s'
                    """.formatted(
                    ChaosAgents.LABEL,
                    ChaosLedger.script(
                            job, ledger.toString(), place.resolve(job + ".lock").toString()),
                    job);
        }

        /** Runs that are not over; many where the database does not say. */
        private long open() {
            try (var connection = stand.database()) {
                return new CommittedJobs(connection).open();
            } catch (IOException | java.sql.SQLException e) {
                return Long.MAX_VALUE;
            }
        }

        private void awaitEnd() throws InterruptedException {
            for (int second = 0; second < PATIENCE_SECONDS && open() > 0; second++) {
                TimeUnit.SECONDS.sleep(1);
            }
        }

        /** Notes what journals hold now; where the database does not answer it is noted the next time. */
        private void remember() {
            try (var connection = stand.database()) {
                journal.putAll(new ChaosTables(connection).journalOfOpenRuns());
            } catch (IOException | java.sql.SQLException e) {
                // it was killed just now
            }
        }

        private Report judge(Report report) throws IOException, InterruptedException {
            var written = new ChaosLedger(Files.readAllLines(ledger));
            List<ChaosTables.Row> rows;
            Map<String, String> now;
            try (var connection = stand.database()) {
                var tables = new ChaosTables(connection);
                rows = tables.runs();
                now = tables.journal();
            } catch (java.sql.SQLException e) {
                throw new IOException("The stand's database does not answer", e);
            }
            var faults = new ArrayList<String>();
            for (var row : rows) {
                var log = stand.text("runs/%d/log".formatted(row.run()));
                var found = written.faults(new ChaosLedger.Told(row.job(), row.result(), row.leases(), log));
                if (!found.isEmpty()) {
                    faults.add("run %d of %s: %s%n%s".formatted(row.run(), row.job(), found, log));
                }
            }
            faults.stream().limit(TOLD).forEach(System.err::println);
            var jobs = rows.stream().map(ChaosTables.Row::job).toList();
            return report.figure("triggers acknowledged", acknowledged.size(), "jobs")
                    .figure("triggers without an answer", unanswered.get(), "jobs")
                    .figure("runs", rows.size(), "runs")
                    .figure(
                            "leases",
                            rows.stream().mapToInt(ChaosTables.Row::leases).sum(),
                            "leases")
                    .figure("processes", written.processes(), "processes")
                    .figure("journal entries compared", journal.size(), "entries")
                    .figure("connections ended for a missing message", (double) stand.logged(MISSING), "connections")
                    .atMost("acknowledged without a run", 0, (double) ChaosLedger.missing(acknowledged, jobs), "jobs")
                    .atMost("with more than one run", 0, (double) ChaosLedger.twice(jobs), "jobs")
                    .atMost("runs with a fault", 0, faults.size(), "runs")
                    .atMost("journal entries changed", 0, (double) ChaosLedger.changed(journal, now), "entries");
        }
    }
}
