package dev.millrace.controller.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.Configure;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a spare does while it waits, in the real program. */
class ExerciseTest {
    @TempDir
    Path directory;

    @Test
    void its_program_is_replayed_from_its_journal_and_leaves_nothing_behind() throws Exception {
        var settings = EvaluatorSettings.usual(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        directory)
                .brief();
        var evaluator = new Evaluator(
                EvaluatorModule.processes(settings).launch(), Configure.getDefaultInstance(), Isolation.OFF);
        try {
            var exercise = Exercise.begin(evaluator, evaluator.ready().get(30, TimeUnit.SECONDS));
            assertEquals(Exercise.STEPS, exercise.over().get(60, TimeUnit.SECONDS));
            assertEquals(0, evaluator.runs());
            var stopped = Exercise.begin(evaluator, evaluator.ready().join());
            stopped.stop();
            assertEquals(0, stopped.over().get(30, TimeUnit.SECONDS));
            assertEquals(0, evaluator.runs());
            assertTrue(evaluator.alive());
        } finally {
            evaluator.kill("the test is over");
        }
    }
}
