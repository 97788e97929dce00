package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * What a durable step costs: the time of a run of N steps less that of a run of none, by N. A shell step is compared with the same shell started
 * bare on the same machine.
 */
final class StepsBenchmark implements Benchmark {
    private static final int BARE = 300;

    @Override
    public String name() {
        return "steps";
    }

    @Override
    public String summary() {
        return "What an echo and a sh 'true' cost, in runs of 1,000 and 10,000 steps.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("few", "1000", "many", "10000");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int few = Integer.parseInt(options.get("few"));
        int many = Integer.parseInt(options.get("many"));
        try (var stand = Stand.start(home)) {
            stand.millis("steps", echoes(few));
            stand.millis("steps", shells(100));
            double none = median(stand, echoes(0));
            double onNode = median(stand, shells(0));
            double bare = BareShell.millis(BARE);
            double echoFew = (median(stand, echoes(few)) - none) / few;
            double echoMany = (stand.millis("steps", echoes(many)) - none) / many;
            double shellFew = (stand.millis("steps", shells(few)) - onNode) / few;
            double shellMany = (stand.millis("steps", shells(many)) - onNode) / many;
            return new Report(name())
                    .figure("empty run", none, "ms")
                    .figure("empty node", onNode, "ms")
                    .figure("bare sh", bare, "ms")
                    .atMost("echo of " + few, 1, echoFew, "ms")
                    .atMost("echo of " + many, 1, echoMany, "ms")
                    .figure("sh of " + few, shellFew, "ms")
                    .figure("sh of " + many, shellMany, "ms")
                    .atMost("sh of " + few + " beyond bare", 10, shellFew - bare, "ms")
                    .atMost("sh of " + many + " beyond bare", 10, shellMany - bare, "ms")
                    .atMost("sh growth", 1.25, shellMany / shellFew, "x");
        }
    }

    private static String echoes(int count) {
        return "for (int i = 0; i < %d; i++) { echo 'step' }".formatted(count);
    }

    private static String shells(int count) {
        return "node { for (int i = 0; i < %d; i++) { sh 'true' } }".formatted(count);
    }

    private static double median(Stand stand, String pipeline) throws IOException, InterruptedException {
        var millis = new double[5];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = stand.millis("steps", pipeline);
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }
}
