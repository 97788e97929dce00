package dev.millrace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Groovy that computes, in a pipeline with the language sandbox on and compiled by plain Groovy. The same source, the same options of the virtual machine, a
 * process each, in turn. The second half of the rounds counts.
 */
final class GroovyBenchmark implements Benchmark {
    private static final double LIMIT = 2;

    @Override
    public String name() {
        return "groovy";
    }

    @Override
    public String summary() {
        return "Groovy computing in a pipeline, compared with the same source in plain Groovy.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("rounds", "12", "processes", "3");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        var source = source(Integer.parseInt(options.get("rounds")));
        var programs = new GroovyProcesses(home);
        var pipeline = new LinkedHashMap<String, List<Double>>();
        var plain = new LinkedHashMap<String, List<Double>>();
        for (int process = 0; process < Integer.parseInt(options.get("processes")); process++) {
            add(plain, programs.plain(source));
            add(pipeline, programs.pipeline(source));
        }
        var report = new Report(name());
        pipeline.forEach((workload, times) -> {
            double millis = median(times);
            double plainMillis = median(Objects.requireNonNull(plain.get(workload), workload));
            report.figure(workload + ", pipeline", millis, "ms");
            report.figure(workload + ", plain Groovy", plainMillis, "ms");
            report.atMost(workload, LIMIT, millis / plainMillis, "x");
        });
        return report;
    }

    private static String source(int rounds) throws IOException {
        try (var in = Objects.requireNonNull(
                GroovyBenchmark.class.getResourceAsStream("workloads.groovy"), "workloads.groovy")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("ROUNDS", Integer.toString(rounds));
        }
    }

    /** Takes the second half of what one process printed: by then it is warm. */
    private static void add(Map<String, List<Double>> times, List<String> lines) {
        for (var line : lines.subList(lines.size() / 2, lines.size())) {
            var words = line.split(" ", -1);
            times.computeIfAbsent(words[0], workload -> new ArrayList<>()).add(Long.parseLong(words[1]) / 1e6);
        }
    }

    private static double median(List<Double> times) {
        var sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
