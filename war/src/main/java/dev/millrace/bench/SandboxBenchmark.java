package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What walls cost: shell steps through a controller and its agent, with and without, and a build that computes. What they leave behind is counted before and
 * after.
 */
final class SandboxBenchmark implements Benchmark {
    private static final String WALLED = "sandbox: 'bubblewrap', memory: '1Gi', processes: 500";
    private static final String BARE = "sandbox: 'process'";
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 50;
    /** About a second of an optimizing compiler. */
    private static final String BUILD = """
            for i in 1 2 3 4 5 6; do
              awk -v n=$i 'BEGIN { for (f = 0; f < 400; f++) printf "int f%d_%d(int a, int *b) { int s = 0; for (int i = 0; i < a; i++) s += b[i] * %d + i %% 7; return s; }\\n", n, f, f }' >unit$i.c
              cc -O2 -c unit$i.c -o unit$i.o
            done""";

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public String summary() {
        return "What a sh 'true' and a C build cost behind walls with limits; how many start in a minute, and what they leave.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("steps", "200", "branches", "4", "seconds", "60");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int steps = Integer.parseInt(options.get("steps"));
        int branches = Integer.parseInt(options.get("branches"));
        int seconds = Integer.parseInt(options.get("seconds"));
        try (var stand = Stand.start(home)) {
            for (var sandbox : List.of(WALLED, BARE)) {
                stand.millis("sandbox", shells(sandbox, WARM_UP));
            }
            var before = SandboxTraces.of(stand);
            var report = new Report(name());
            cost(stand, steps, report);
            double many = stand.millis("sandbox", beside(branches, steps)) / (branches * steps);
            var early = SandboxTraces.of(stand, before.groups());
            int each = (int) Math.max(steps, seconds * 1000 / many / branches);
            double rate = 1000.0 * branches * each / stand.millis("sandbox", beside(branches, each));
            var late = SandboxTraces.of(stand, before.groups());
            build(stand, report);
            return report.atLeast("bubblewrap, %d at a time for %d s".formatted(branches, seconds), 200, rate, "1/s")
                    .atMost("control groups left", 0, (double) late.groups() - before.groups(), "")
                    .atMost("mounts left", 0, (double) late.mounts() - before.mounts(), "")
                    .atMost("zombies left", 0, (double) late.zombies(), "")
                    .atMost("handles more after that time", 8, (double) late.handles() - early.handles(), "")
                    .atMost("memory more after that time", 16, late.mebibytes() - early.mebibytes(), "MiB");
        }
    }

    /**
     * Each beyond the same shell started bare. What a step costs that starts nothing is a part of both that no sandbox has to do with: the journal, the way
     * to the agent and back, and its spool.
     */
    private static void cost(Stand stand, int steps, Report report) throws IOException, InterruptedException {
        var bare = new double[ROUNDS];
        var none = new double[ROUNDS];
        var process = new double[ROUNDS];
        var walled = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            bare[round] = BareShell.millis(steps);
            double node = stand.millis("sandbox", shells(BARE, 0));
            none[round] = (stand.millis("sandbox", looks(steps)) - node) / steps;
            process[round] = (stand.millis("sandbox", shells(BARE, steps)) - node) / steps;
            walled[round] =
                    (stand.millis("sandbox", shells(WALLED, steps)) - stand.millis("sandbox", shells(WALLED, 0)))
                            / steps;
        }
        report.figure("sh, bare", median(bare), "ms")
                .figure("step that starts nothing", median(none), "ms")
                .figure("sh, process", median(process), "ms")
                .figure("sh, bubblewrap", median(walled), "ms")
                .figure("process beyond bare and such a step", median(process) - median(bare) - median(none), "ms")
                .figure("bubblewrap beyond bare and such a step", median(walled) - median(bare) - median(none), "ms")
                .atMost("process beyond bare", 3, median(process) - median(bare), "ms")
                .atMost("bubblewrap beyond bare", 12, median(walled) - median(bare), "ms");
    }

    private static void build(Stand stand, Report report) throws IOException, InterruptedException {
        var outside = new double[ROUNDS];
        var inside = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            outside[round] = stand.millis("sandbox", build(BARE));
            inside[round] = stand.millis("sandbox", build(WALLED));
        }
        report.figure("C build, process", median(outside), "ms")
                .figure("C build, bubblewrap", median(inside), "ms")
                .atMost("C build, bubblewrap to process", 1.03, median(inside) / median(outside), "x");
    }

    private static String looks(int count) {
        return "node(%s) { for (int i = 0; i < %d; i++) { fileExists 'none' } }".formatted(BARE, count);
    }

    private static String shells(String sandbox, int count) {
        return "node(%s) { for (int i = 0; i < %d; i++) { sh 'true' } }".formatted(sandbox, count);
    }

    private static String build(String sandbox) {
        return "node(%s) { sh '''%s''' }".formatted(sandbox, BUILD.replace("\\", "\\\\"));
    }

    private static String beside(int branches, int count) {
        return "node(%s) { parallel(%s) }"
                .formatted(
                        WALLED,
                        IntStream.range(0, branches)
                                .mapToObj(branch ->
                                        "b%d: { for (int i = 0; i < %d; i++) { sh 'true' } }".formatted(branch, count))
                                .collect(Collectors.joining(", ")));
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
