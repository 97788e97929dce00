package dev.millrace.evaluator.fence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Programs that nobody wrote reach for the canary, several at once as runs in a process do. {@code -Dmillrace.fuzz=N} makes more of them; the first are always
 * the same.
 */
class RandomEscapesTest {
    private static final int COUNT = Integer.getInteger("millrace.fuzz", 250);
    private static final int BAITED = 60;

    @Test
    void no_random_program_reaches_the_canary() {
        Canary.TOUCHED.set(0);
        LongStream.range(0, COUNT).parallel().forEach(RandomEscapesTest::reaches_nothing);
    }

    private static void reaches_nothing(long seed) {
        var program = new RandomEscape(seed).reaching(Canary.class);
        var seen = Program.of(program).play(List.of());
        assertTrue(Canary.untouched(), "seed " + seed + ", or one that ran beside it\n" + program);
        assertTrue(
                seen.ended().getProblemsList().stream()
                        .noneMatch(problem -> problem.getMessage().contains("GroovyBugError")),
                () -> program + seen.ended());
    }

    /** Else the test above would say nothing. */
    @Test
    void most_of_them_reach_a_class_of_their_own() {
        var reached = LongStream.range(0, BAITED)
                .parallel()
                .filter(seed -> Program.of(new RandomEscape(seed).baited()).play(List.of()).echoes().stream()
                        .anyMatch(line -> line.matches("hits [1-9]\\d*")))
                .count();
        assertTrue(reached > BAITED / 2, reached + " of " + BAITED);
    }
}
