package dev.millrace.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The scheduler alone, in a busy house: some jobs end, as many others come, and what is then free is decided, again and again; the queue stays as long
 * as it was. Counted is the time of the deciding thread, so that what else the machine does is left out. A decision is what {@code decide} takes for
 * each assignment; the whole turn of a job, with its arrival and its end, is a figure beside it.
 */
final class ScheduleBenchmark implements Benchmark {
    private static final int FEW = 1_000;
    /** Jobs that end and come at once: enough for the clock not to count. */
    private static final int BATCH = 64;

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public String summary() {
        return "The scheduler with a long queue: decisions a second, and what one costs compared with a short queue.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("jobs", "1000000", "organizations", "1000", "agents", "10000", "decisions", "500000");
    }

    @Override
    public Report run(Path home, Map<String, String> options) {
        int jobs = Integer.parseInt(options.get("jobs"));
        int organizations = Integer.parseInt(options.get("organizations"));
        int agents = Integer.parseInt(options.get("agents"));
        int decisions = Integer.parseInt(options.get("decisions"));
        measure(new SchedulerHouse(organizations, agents), FEW * 10, decisions);
        var few = measure(new SchedulerHouse(organizations, agents), FEW, decisions);
        var house = new SchedulerHouse(organizations, agents);
        var many = measure(house, jobs, decisions);
        return new Report(name())
                .figure("jobs", house.scheduler.size(), "jobs")
                .figure("agents", agents, "agents")
                .figure("organizations", organizations, "organizations")
                .figure("decisionAtThousand", 1e6 / few.decisions, "us")
                .figure("decisionAtAll", 1e6 / many.decisions, "us")
                .figure("turnAtThousand", 1e6 / few.turns, "us")
                .figure("turnAtAll", 1e6 / many.turns, "us")
                .figure("turns", many.turns, "jobs/s")
                .figure("turnsOnTheClock", many.onTheClock, "jobs/s")
                .atLeast("decisions", 100_000, many.decisions, "decisions/s")
                .atMost("decisionRatio", 3, few.decisions / many.decisions, "x")
                .atMost("turnRatio", 3, few.turns / many.turns, "x");
    }

    /**
     * A second's work.
     *
     * @param decisions that {@code decide} alone makes
     * @param turns of a job: it comes, starts and ends
     * @param onTheClock turns by the time of day
     */
    private record Measured(double decisions, double turns, double onTheClock) {}

    private static Measured measure(SchedulerHouse house, int jobs, int decisions) {
        house.queue(jobs + house.executors());
        var now = Instant.EPOCH.plus(Duration.ofMinutes(1));
        house.decide(now);
        long clock = System.nanoTime();
        long begun = cpu();
        long deciding = 0;
        int decided = 0;
        while (decided < decisions) {
            for (int i = 0; i < BATCH; i++) {
                house.finishOne();
                house.queue(1);
            }
            long before = cpu();
            decided += house.decide(now);
            deciding += cpu() - before;
        }
        double seconds = (cpu() - begun) / 1e9;
        return new Measured(
                decided / (deciding / 1e9), decided / seconds, decided / ((System.nanoTime() - clock) / 1e9));
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
