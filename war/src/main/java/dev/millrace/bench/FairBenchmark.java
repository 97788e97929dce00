package dev.millrace.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Organizations with different weights under the real scheduler, on a clock that runs by itself, while one of them floods. Once with jobs that take an
 * executor each, once with jobs that need much cpu, much memory, or both. Measured is what each organization has in use, over the time after the first
 * hour; the share that it is entitled to is that of its weight in what those who want less leave. Waits are held to the ageing bound: until a job is
 * overdue, and then the starts until each organization had its turn. The flood waits for its own jobs, which its longest wait shows; it too must never
 * stand still.
 */
final class FairBenchmark implements Benchmark {
    @Override
    public String name() {
        return "fair";
    }

    @Override
    public String summary() {
        return "Shares of organizations while one of them floods, and the longest wait.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("agents", "200", "hours", "6");
    }

    @Override
    public Report run(Path home, Map<String, String> options) {
        int agents = Integer.parseInt(options.get("agents"));
        var length = Duration.ofHours(Integer.parseInt(options.get("hours")));
        var plain = new FairHouse(agents, false).live(length);
        var mixed = new FairHouse(agents, true).live(length);
        double bound = Math.min(plain.bound(), mixed.bound());
        var report = new Report(name())
                .figure("jobs", plain.started() + mixed.started(), "jobs")
                .figure("flooded", plain.flooded() + mixed.flooded(), "jobs")
                .figure("longestWaitOfFlood", (double) Math.max(plain.floodWait(), mixed.floodWait()), "s");
        plain.shares().forEach((name, share) -> report.figure("share." + name, share * 100, "%"));
        mixed.shares().forEach((name, share) -> report.figure("dominantShare." + name, share * 100, "%"));
        return report.atMost("deviation", 5, plain.deviation() * 100, "%")
                .atMost("deviationDominant", 5, mixed.deviation() * 100, "%")
                .atMost("longestWait", bound, (double) Math.max(plain.longestWait(), mixed.longestWait()), "s")
                .atMost(
                        "longestAtTheHead",
                        bound,
                        (double) Math.max(plain.longestAtHead(), mixed.longestAtHead()),
                        "s");
    }
}
