package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Signal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any program, crashed at any position of its journal, ends in the same journal. */
class RandomProgramsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_random_program_survives_crashes(long seed) {
        var program = program(seed, 1);
        assertTrue(program.run(10).journal().getLast().hasEnded());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_random_program_can_be_looked_at_anywhere(long seed) {
        var program = program(seed, 1);
        var journal = program.play(List.of()).journal();
        for (var length = 0; length <= journal.size(); length += 1 + journal.size() / 20) {
            assertTrue(program.inspect(journal.subList(0, length)).getStandingCount() > 0);
        }
    }

    @Test
    @Tag("deep")
    void random_programs_survive_a_crash_at_every_position() {
        for (long seed = 100; seed < 200; seed++) {
            assertTrue(
                    program(seed, 3).run(Integer.MAX_VALUE).journal().getLast().hasEnded(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void a_random_graph_survives_crashes(long seed) {
        assertTrue(graph(seed).run(12).journal().getLast().hasEnded());
    }

    @Test
    @Tag("deep")
    void random_graphs_survive_a_crash_at_every_position() {
        for (long seed = 1000; seed < 1150; seed++) {
            assertTrue(graph(seed).run(Integer.MAX_VALUE).journal().getLast().hasEnded(), "seed " + seed);
        }
    }

    private static Program graph(long seed) {
        return Program.of(new RandomGraph(seed).source()).signal("", Signal.Kind.ABORT);
    }

    private static Program program(long seed, int depth) {
        var random = new Random(seed);
        var source = new StringBuilder("counter = 0\n");
        block(random, source, depth);
        var program = Program.of(source.toString());
        if (seed % 2 == 0) {
            program.signal("timeout", Signal.Kind.TIMEOUT);
        }
        return program.signal("", Signal.Kind.ABORT);
    }

    private static void block(Random random, StringBuilder source, int depth) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            statement(random, source, depth);
        }
    }

    private static void statement(Random random, StringBuilder source, int depth) {
        switch (depth == 0 ? random.nextInt(6) : random.nextInt(15)) {
            case 0 -> source.append("echo \"c ${counter++}\"\n");
            case 1 -> source.append("env.V = \"v${counter++}\"; echo env.V\n");
            case 2 -> source.append("sleep 1; counter += 2\n");
            case 3 -> source.append("[1, 2].each { n -> echo \"n$n ${isUnix()}\" }\n");
            case 4 -> source.append("if (System.currentTimeMillis() < 0) { echo 'never' }\n");
            case 5 -> source.append("try { hang() } catch (e) { echo 'interrupted' } finally { counter++ }\n");
            case 6 -> body("node {\nsh 'a'", random, source, depth);
            case 7 -> body("stage('s" + depth + "') {", random, source, depth);
            case 8 -> body("withEnv(['A=1']) {", random, source, depth);
            case 9 -> body("timeout(time: 1, unit: 'SECONDS') {\nhang()", random, source, depth);
            case 10 -> body("catchError {\nnode { sh 'false' }", random, source, depth);
            case 11 -> body("retry(2) {\nif (counter++ % 2 == 0) { error 'again' }", random, source, depth);
            case 12 -> body("warnError('w') {\nunstable 'u'", random, source, depth);
            default -> {
                source.append("parallel failFast: ")
                        .append(random.nextBoolean())
                        .append(", a: {\n");
                block(random, source, depth - 1);
                source.append("}, b: {\n");
                block(random, source, depth - 1);
                source.append(random.nextInt(3) == 0 ? "error 'b failed'\n" : "")
                        .append("}, c: { sleep 1 }\n");
            }
        }
    }

    private static void body(String head, Random random, StringBuilder source, int depth) {
        source.append(head).append('\n');
        block(random, source, depth - 1);
        source.append("}\n");
    }
}
