package dev.millrace.controller.execution;

import java.util.Random;

/** A scripted pipeline that does the same each time, whatever comes first of what its branches wait for; told by its seed. */
final class RandomPipeline {
    private final Random random;
    private final StringBuilder source = new StringBuilder();
    private int names;

    private RandomPipeline(long seed) {
        random = new Random(seed);
    }

    static String of(long seed) {
        var pipeline = new RandomPipeline(seed);
        pipeline.block(3, false);
        pipeline.block(2, false);
        pipeline.block(1, false);
        return pipeline.source.toString();
    }

    private void block(int depth, boolean node) {
        for (var left = 1 + random.nextInt(3); left > 0; left--) {
            statement(depth, node);
        }
    }

    private void statement(int depth, boolean node) {
        var n = ++names;
        switch (random.nextInt(depth == 0 ? 7 : 16)) {
            case 0 -> line("echo 'e%d'".formatted(n));
            case 1 -> line("[1, 2].each { n -> echo \"c%d ${n}\" }".formatted(n));
            case 2 -> line("sleep time: %d, unit: 'MILLISECONDS'".formatted(5 + random.nextInt(40)));
            case 3 -> line("def t%d = System.currentTimeMillis(); echo \"t%d ${t%d > 0}\"".formatted(n, n, n));
            case 4 -> process(n, node);
            case 5 -> line("echo \"v%d ${env.V}\"".formatted(n));
            case 6 -> line("if (currentBuild.result == null) { echo 'fine %d' }".formatted(n));
            case 7 -> line("input 'go %d?'".formatted(n));
            case 8 -> body("node", depth, true);
            case 9 -> body("stage('s%d')".formatted(n), depth, node);
            case 10 -> body("withEnv(['V=%d'])".formatted(n), depth, node);
            case 11 -> failing("catchError(message: 'caught %d')".formatted(n), n, depth, node);
            case 12 -> {
                line("def r%d = 0".formatted(n));
                body("retry(3)", "if (r%d++ < 1) { error 'again %d' }".formatted(n, n), depth, node);
            }
            case 13 -> {
                line("try {");
                // no timeout that runs out: whether it does before its step is asked for depends on how long a replay
                // takes
                line("error 'thrown %d'".formatted(n));
                line("} catch (e) { echo 'caught %d' } finally { echo 'finally %d' }".formatted(n, n));
            }
            case 14 -> body("timeout(time: 1, unit: 'HOURS')", depth, node);
            default -> {
                line("parallel a%d: {".formatted(n));
                block(depth - 1, node);
                line("}, b%d: {".formatted(n));
                block(depth - 1, node);
                line("}");
            }
        }
    }

    private void process(int n, boolean node) {
        var call = random.nextInt(4) == 0
                ? "echo \"code %d ${sh(script: 'exit 3', returnStatus: true)}\"".formatted(n)
                : "sh 'lines %d'".formatted(1 + random.nextInt(3));
        line(node ? call : "node { " + call + " }");
    }

    private void failing(String head, int n, int depth, boolean node) {
        line(head + " {");
        block(depth - 1, node);
        line("error 'on purpose %d'".formatted(n));
        line("}");
    }

    private void body(String head, int depth, boolean node) {
        body(head, "", depth, node);
    }

    private void body(String head, String first, int depth, boolean node) {
        line(head + " {");
        line(first);
        block(depth - 1, node);
        line("}");
    }

    private void line(String text) {
        source.append(text).append('\n');
    }
}
