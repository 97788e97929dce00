package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
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
    /** After a while without new domains the spare has had its exercise. */
    private static final int REST_SECONDS = 20;

    /** Whose end the runs survive. */
    private enum Killed {
        /** The one that they are in; the spare takes over. */
        THEIRS,
        /** All, the spare too. */
        ALL
    }

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
            double none = back(stand, 1, steps, Killed.ALL);
            TimeUnit.SECONDS.sleep(REST_SECONDS);
            double one = back(stand, 1, steps, Killed.THEIRS);
            double many = back(stand, runs, 100, Killed.ALL);
            return new Report(name())
                    .figure("one run where no spare is left", none, "s")
                    .atMost("one run of " + steps + " steps", 1, one, "s")
                    .atMost(runs + " runs of 100 steps", 10, many, "s");
        }
    }

    private static double back(Stand stand, int count, int steps, Killed killed)
            throws IOException, InterruptedException {
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
        var evaluators = stand.processes("dev.millrace.evaluator.EvaluatorMain").stream()
                .sorted(Comparator.comparing(ReplayBenchmark::computed).reversed())
                .toList();
        evaluators.stream().limit(killed == Killed.ALL ? evaluators.size() : 1).forEach(ProcessHandle::destroyForcibly);
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

    /** What it has computed: of those that wait nobody has as much as the one that ran the program. */
    private static Duration computed(ProcessHandle evaluator) {
        return evaluator.info().totalCpuDuration().orElse(Duration.ZERO);
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
