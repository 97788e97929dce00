package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs whose evaluator is killed while they wait for an answer: how long until they are at their live edge again, seen from outside: the answer
 * is given at once, and a run can only end after it.
 */
final class ReplayBenchmark implements Benchmark {
    private static final int PEOPLE = 16;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String summary() {
        return "A run of 10,000 steps, and a thousand runs of 100, back at their live edge after their evaluator was killed.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("steps", "10000", "runs", "1000");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int steps = Integer.parseInt(options.get("steps"));
        int runs = Integer.parseInt(options.get("runs"));
        try (var stand = Stand.start(home)) {
            double warm = back(stand, 1, steps);
            double one = back(stand, 1, steps);
            double many = back(stand, runs, 100);
            return new Report(name())
                    .figure("first", warm, "s")
                    .atMost("one run of " + steps + " steps", 1, one, "s")
                    .atMost(runs + " runs of 100 steps", 10, many, "s");
        }
    }

    private static double back(Stand stand, int count, int steps) throws IOException, InterruptedException {
        var pipeline = "for (int i = 0; i < %d; i++) { echo 'step ' + i }\ninput 'on?'".formatted(steps);
        var runs = new ArrayList<Long>();
        for (int i = 0; i < count; i++) {
            runs.add(stand.run("replay-" + i % 50, pipeline));
        }
        var questions = new LinkedHashMap<Long, Integer>();
        for (var run : runs) {
            questions.put(run, question(stand, run));
        }
        long begun = System.nanoTime();
        for (var evaluator : stand.processes("dev.millrace.evaluator.EvaluatorMain")) {
            evaluator.destroyForcibly();
        }
        // one after the other, asking would take longer than coming back
        try (var people = Executors.newFixedThreadPool(PEOPLE)) {
            var ended = new ArrayList<Future<?>>();
            questions.forEach((run, question) -> ended.add(people.submit(() -> {
                stand.post("runs/%d/questions/%d".formatted(run, question), Map.of("proceed", true));
                return stand.await(run);
            })));
            for (var one : ended) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Waits until the run asks. */
    private static int question(Stand stand, long run) throws IOException, InterruptedException {
        while (true) {
            var open = stand.get("runs/%d/questions".formatted(run));
            if (!open.isEmpty()) {
                return open.path(0).path("step").asInt();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
