package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;

/** A declarative pipeline made by chance: graphs in graphs, fan-outs, outputs, failures, early finishes. */
final class RandomGraph {
    private final Random random;
    private int names;

    RandomGraph(long seed) {
        this.random = new Random(seed);
    }

    String source() {
        var source = new StringBuilder("counter = 0\npipeline {\nagent none\n");
        if (random.nextInt(3) == 0) {
            source.append("options { parallelsAlwaysFailFast() }\n");
        }
        stages(source, 2);
        return source.append("post { always { echo \"end ${currentBuild.currentResult} ${counter++}\" } }\n}\n")
                .toString();
    }

    private void stages(StringBuilder source, int depth) {
        int count = 2 + random.nextInt(4);
        int first = names;
        names += count;
        var stages = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var stage = new StringBuilder("stage('s" + (first + i) + "') {\n");
            if (i > 0 && random.nextInt(4) > 0) {
                needs(stage, first, i);
            }
            if (random.nextInt(6) == 0) {
                stage.append("when { expression { counter++ % 2 == 0 } }\n");
            }
            body(stage, depth);
            if (random.nextInt(4) == 0) {
                stage.append("post { failure { echo 'failed' }; aborted { echo 'aborted'; isUnix() } }\n");
            }
            stages.add(stage.append("}\n").toString());
        }
        Collections.shuffle(stages, random);
        source.append("stages {\n");
        stages.forEach(source::append);
        source.append("}\n");
    }

    private void needs(StringBuilder stage, int first, int i) {
        var on = new String[] {"success", "success", "always", "failure"}[random.nextInt(4)];
        int one = random.nextInt(i);
        int other = random.nextInt(i);
        stage.append("needs 's").append(first + one).append('\'');
        if (other != one) {
            stage.append(", 's").append(first + other).append('\'');
        }
        stage.append(", on: '").append(on).append("'\n");
    }

    private void body(StringBuilder stage, int depth) {
        if (depth > 0 && random.nextInt(5) == 0) {
            stages(stage, depth - 1);
        } else if (depth > 0 && random.nextInt(5) == 0) {
            stage.append(
                            "matrix {\noutputs { integer 'n' }\naxes { axis { name 'A'; values { (0..(counter++ % 4)) } } }\n")
                    .append("stages { stage('cell")
                    .append(names++)
                    .append(
                            "') { steps { isUnix(); script { output('n', counter++); if (counter % 5 == 0) { error 'cell' } } } } }\n}\n");
        } else {
            stage.append("outputs { integer 'n'; any 'x' }\nsteps { script {\n");
            for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
                statement(stage);
            }
            stage.append("} }\n");
        }
    }

    private void statement(StringBuilder stage) {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> stage.append("isUnix(); counter++\n");
            case 3, 4 -> stage.append("output('n', counter++)\n");
            case 5 -> stage.append("output name: 'x', value: [a: [counter, \"t$counter\"]]\n");
            case 6 -> stage.append("echo \"c ${counter++} ${env.STAGE_NAME}\"\n");
            case 7 -> stage.append("if (counter++ % 3 == 0) { error 'by chance' }\n");
            case 8 -> stage.append("unstable 'shaky'\n");
            case 9 -> stage.append("try { hang('h') } finally { counter++ }\n");
            case 10 -> stage.append("parallel a: { isUnix(); counter++ }, b: { echo \"b ${counter++}\" }\n");
            case 11 -> stage.append("sleep 1; catchError { error 'caught' }\n");
            case 12 -> stage.append("if (counter % 4 == 3) { finish 'by chance' }\n");
            default -> stage.append("output('n', 'not a number')\n");
        }
    }
}
