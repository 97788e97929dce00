package dev.millrace.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The scheduler alone, in a busy house: each step a job ends, another comes, and what is then free is decided. The queue stays as long as it was. All
 * three count as the cost of a decision. Counted is the time of the deciding thread, so that what else the machine does is left out; the time on the
 * clock is a figure beside it.
 */
final class ScheduleBenchmark implements Benchmark {
    private static final int FEW = 1_000;

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
        return Map.of("jobs", "1000000", "organizations", "1000", "agents", "10000", "decisions", "300000");
    }

    @Override
    public Report run(Path home, Map<String, String> options) {
        int jobs = Integer.parseInt(options.get("jobs"));
        int organizations = Integer.parseInt(options.get("organizations"));
        int agents = Integer.parseInt(options.get("agents"));
        int decisions = Integer.parseInt(options.get("decisions"));
        var warm = new SchedulerHouse(organizations, agents);
        measure(warm, FEW * 10, decisions);
        var few = measure(new SchedulerHouse(organizations, agents), FEW, decisions);
        var house = new SchedulerHouse(organizations, agents);
        var many = measure(house, jobs, decisions);
        return new Report(name())
                .figure("jobs", house.scheduler.size(), "jobs")
                .figure("agents", agents, "agents")
                .figure("organizations", organizations, "organizations")
                .figure("fill", many.fill, "decisions/s")
                .figure("onTheClock", many.onTheClock, "decisions/s")
                .figure("costAtThousand", 1e6 / few.perSecond, "us")
                .figure("costAtAll", 1e6 / many.perSecond, "us")
                .atLeast("decisions", 100_000, many.perSecond, "decisions/s")
                .atMost("costRatio", 3, few.perSecond / many.perSecond, "x");
    }

    /** @param fill rate at which the empty house was filled */
    private record Measured(double perSecond, double onTheClock, double fill) {}

    private static Measured measure(SchedulerHouse house, int jobs, int decisions) {
        house.queue(jobs + house.executors());
        var now = Instant.EPOCH.plus(Duration.ofMinutes(1));
        long beforeFill = cpu();
        int filled = house.decide(now);
        double fill = filled / ((cpu() - beforeFill) / 1e9);
        long clock = System.nanoTime();
        long cpu = cpu();
        int decided = 0;
        for (int step = 0; step < decisions; step++) {
            house.finishOne();
            house.queue(1);
            decided += house.decide(now);
        }
        double seconds = (cpu() - cpu) / 1e9;
        return new Measured(decided / seconds, decided / ((System.nanoTime() - clock) / 1e9), fill);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
