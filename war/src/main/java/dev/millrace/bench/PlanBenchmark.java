package dev.millrace.bench;

import dev.millrace.evaluator.graph.Graph;
import dev.millrace.evaluator.graph.Node;
import dev.millrace.evaluator.graph.On;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Planning of graphs of stages, and the check of a long pipeline. A graph has about three needs per stage, in a shuffled order. The pipeline is checked by a
 * warm evaluator process, a different text each time, so that nothing is remembered.
 */
final class PlanBenchmark implements Benchmark {
    private static final int NEEDS = 3;

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String summary() {
        return "A graph of up to 100,000 stages planned, and a pipeline of 2,000 lines checked.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("rounds", "15", "lines", "2000", "warmup", "60");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(options.get("rounds"));
        var report = new Report(name());
        var perStage = new ArrayList<Double>();
        for (int size : List.of(1_000, 10_000, 100_000)) {
            double seconds = plan(size, rounds);
            perStage.add(seconds / size * 1e9);
            var figure = "plan %,d stages".formatted(size);
            if (size == 100_000) {
                report.atMost(figure, 1, seconds, "s");
            } else {
                report.figure(figure, seconds, "s");
            }
            report.figure("per stage of %,d".formatted(size), perStage.getLast(), "ns");
        }
        // caches of the processor hold the small graph and not the large one: some growth is theirs, not the planner's
        report.atMost("cost per stage, 100,000 to 1,000", 5, perStage.getLast() / perStage.getFirst(), "x");
        try (var check = new CheckedPipelines(home)) {
            int lines = Integer.parseInt(options.get("lines"));
            for (int round = 0; round < Integer.parseInt(options.get("warmup")); round++) {
                check.seconds(lines);
            }
            var times = new ArrayList<Double>();
            for (int round = 0; round < rounds; round++) {
                times.add(check.seconds(lines));
            }
            Collections.sort(times);
            report.figure("check, fastest", times.getFirst() * 1e3, "ms");
            report.atMost("check %,d lines".formatted(lines), 100, times.get(rounds / 2) * 1e3, "ms");
        }
        return report;
    }

    /** The median of some rounds, after as many that do not count. */
    private static double plan(int size, int rounds) {
        var times = new ArrayList<Double>();
        for (int round = 0; round < 2 * rounds; round++) {
            var nodes = nodes(size, new Random(round));
            long begun = System.nanoTime();
            var planned = Graph.plan(nodes);
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (planned.graph().isEmpty()) {
                throw new IllegalStateException(
                        "The graph has faults: " + planned.faults().getFirst());
            }
            if (round >= rounds) {
                times.add(seconds);
            }
        }
        Collections.sort(times);
        return times.get(rounds / 2);
    }

    private static List<Node> nodes(int size, Random random) {
        var nodes = new ArrayList<Node>(size);
        for (int number = 0; number < size; number++) {
            var needs = new ArrayList<Node.Edge>(NEEDS);
            var seen = new ArrayList<Integer>(NEEDS);
            for (int i = 0; i < NEEDS && number > 0; i++) {
                int needed = random.nextInt(number);
                if (!seen.contains(needed)) {
                    seen.add(needed);
                    needs.add(new Node.Edge("stage " + needed, i == 2 ? On.ALWAYS : On.SUCCESS));
                }
            }
            nodes.add(new Node("stage " + number, needs));
        }
        Collections.shuffle(nodes, random);
        return nodes;
    }
}
