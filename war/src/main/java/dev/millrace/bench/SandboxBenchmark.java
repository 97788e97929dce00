package dev.millrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What walls cost: shell steps through a controller and its agent, with and without, and a build that computes. What they leave behind is counted before and
 * after.
 */
final class SandboxBenchmark implements Benchmark {
    private static final String WALLED = "sandbox: 'bubblewrap', memory: '1Gi', processes: 500";
    private static final String BARE = "sandbox: 'process'";
    private static final List<Path> GROUPS = Stream.of("pids", "memory", "unified", "")
            .map(Path.of("/sys/fs/cgroup")::resolve)
            .filter(Files::isDirectory)
            .limit(1)
            .toList();
    private static final int PATIENCE = 50;
    private static final int ROUNDS = 3;
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
        return "What a sh 'true' and a C build cost behind walls with limits, compared with none.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("steps", "200", "branches", "4");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int steps = Integer.parseInt(options.get("steps"));
        int branches = Integer.parseInt(options.get("branches"));
        try (var stand = Stand.start(home)) {
            stand.millis("sandbox", shells(WALLED, 20));
            stand.millis("sandbox", shells(BARE, 20));
            long groups = leaseGroups();
            long mounts = lines("/proc/self/mounts");
            double bare = each(stand, BARE, steps);
            double walled = each(stand, WALLED, steps);
            double many = stand.millis("sandbox", beside(branches, steps)) / (branches * steps);
            var outside = new double[ROUNDS];
            var inside = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                outside[round] = stand.millis("sandbox", build(BARE));
                inside[round] = stand.millis("sandbox", build(WALLED));
            }
            return new Report(name())
                    .figure("sh, process", bare, "ms")
                    .figure("sh, bubblewrap", walled, "ms")
                    .atMost("bubblewrap beyond process", 9, walled - bare, "ms")
                    .figure("sh, bubblewrap, %d at a time".formatted(branches), 1000 / many, "1/s")
                    .figure("C build, process", median(outside), "ms")
                    .figure("C build, bubblewrap", median(inside), "ms")
                    .atMost("C build, bubblewrap to process", 1.03, median(inside) / median(outside), "x")
                    .atMost("control groups left", 0, (double) groups(groups) - groups, "")
                    .atMost("mounts left", 0, (double) lines("/proc/self/mounts") - mounts, "")
                    .atMost("zombies left", 0, (double) zombies(stand), "");
        }
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

    /** One step's part of a run of many, less what a run of none takes. */
    private static double each(Stand stand, String sandbox, int steps) throws IOException, InterruptedException {
        var with = new double[ROUNDS];
        var without = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            with[round] = stand.millis("sandbox", shells(sandbox, steps));
            without[round] = stand.millis("sandbox", shells(sandbox, 0));
        }
        return (median(with) - median(without)) / steps;
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Groups of leases, whose names are three numbers, when those of leases that end have gone. */
    private static long groups(long expected) throws IOException, InterruptedException {
        long found = GROUPS.size();
        for (int round = 0; round < PATIENCE && (found = leaseGroups()) > expected; round++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return found;
    }

    private static long leaseGroups() throws IOException {
        long found = 0;
        for (var tree : GROUPS) {
            try (Stream<Path> below = Files.walk(tree, 4)) {
                found += below.filter(path -> path.getFileName().toString().matches("\\d+\\.\\d+\\.\\d+"))
                        .count();
            } catch (UncheckedIOException e) {
                found++; // one went while they were counted
            }
        }
        return found;
    }

    private static long lines(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).size();
    }

    private static long zombies(Stand stand) {
        return stand.controller()
                .descendants()
                .filter(process -> process.info().command().isEmpty() && process.isAlive())
                .filter(process -> {
                    try {
                        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                                .contains(") Z ");
                    } catch (IOException e) {
                        return false;
                    }
                })
                .count();
    }
}
