package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs that wait, half of them for an answer and half in {@code sleep}: the memory of the controller and of its evaluators, at its most, while they
 * begin and wait; how long an answer takes to end a run; and how soon all questions are open again after {@code kill -9} of the controller.
 */
final class WaitingBenchmark implements Benchmark {
    private static final int PROJECTS = 50;
    private static final int ANSWERED = 200;

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public String summary() {
        return "Memory of 10,000 runs that wait in input or sleep, what an answer takes, and their return after kill -9.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("runs", "10000", "settle", "60");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int runs = Integer.parseInt(options.get("runs"));
        int settle = Integer.parseInt(options.get("settle"));
        try (var stand = Stand.start(home)) {
            var memory = new StandMemory(stand);
            var asking = new ArrayList<Long>();
            var begun = System.nanoTime();
            for (int number = 0; number < runs; number++) {
                var wait = number % 2 == 0 ? "input 'Go on?'" : "sleep time: 1, unit: 'DAYS'";
                var run = stand.run(
                        "waiting-" + number % PROJECTS,
                        "def at = %d\nfor (i in 1..5) { echo \"step ${i} of ${at}\" }\n%s\necho 'on'\n"
                                .formatted(number / PROJECTS, wait));
                if (number % 2 == 0) {
                    asking.add(run);
                }
                if (number % 200 == 0) {
                    memory.look();
                }
            }
            awaitQuestions(stand, asking, memory);
            double asked = seconds(begun);
            for (int second = 0; second < settle; second++) {
                memory.look();
                TimeUnit.SECONDS.sleep(1);
            }
            var most = memory.most();
            var rest = memory.look();
            var answers = answers(stand, asking);
            stand.kill();
            double ready = stand.restart();
            var back = System.nanoTime();
            awaitQuestions(stand, asking.subList(ANSWERED, asking.size()), new StandMemory(stand));
            return new Report(name())
                    .figure("runs", runs, "runs")
                    .figure("all of them wait after", asked, "s")
                    .atMost("controller, at its most", 1024, most.controller(), "MiB")
                    .atMost("evaluators, at their most", 1024, most.evaluators(), "MiB")
                    .figure("controller, at rest", rest.controller(), "MiB")
                    .figure("evaluators, at rest", rest.evaluators(), "MiB")
                    .figure("answer to end, median", answers.get(answers.size() / 2), "ms")
                    .figure("answer to end, 99th percentile", answers.get(answers.size() * 99 / 100), "ms")
                    .figure("controller ready after kill -9", ready, "s")
                    .figure("all questions open again after that", seconds(back), "s");
        }
    }

    /** Milliseconds from an answer to the end of its run. */
    private static List<Double> answers(Stand stand, List<Long> asking) throws IOException, InterruptedException {
        var took = new ArrayList<Double>();
        for (var run : asking.subList(0, Math.min(ANSWERED, asking.size()))) {
            var step = stand.get("runs/%d/questions".formatted(run))
                    .path(0)
                    .path("step")
                    .asInt();
            var begun = System.nanoTime();
            stand.post("runs/%d/questions/%d".formatted(run, step), Map.of("proceed", true));
            stand.await(run);
            took.add((System.nanoTime() - begun) / 1e6);
        }
        Collections.sort(took);
        return took;
    }

    private static void awaitQuestions(Stand stand, List<Long> runs, StandMemory memory)
            throws IOException, InterruptedException {
        for (var run : runs) {
            while (stand.get("runs/%d/questions".formatted(run)).isEmpty()) {
                memory.look();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
