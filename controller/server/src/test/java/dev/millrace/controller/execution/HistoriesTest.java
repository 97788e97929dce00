package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.source.LibrarySetting;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Histories of real runs, which the tests of the evaluator replay. With {@code -Dhistories.write=true} those are run and written that are not there;
 * one that is there is never written again.
 */
class HistoriesTest {
    private static final Path THERE =
            Path.of("..", "evaluator", "src", "test", "resources", "dev", "millrace", "evaluator", "histories");

    @TempDir
    private static Path empty;

    @Test
    void each_pipeline_has_a_history_and_each_history_a_pipeline() throws IOException {
        try (var there = Files.list(THERE)) {
            assertEquals(
                    new TreeSet<>(HistoryPipelines.ALL.keySet()),
                    there.filter(Files::isDirectory)
                            .map(path -> path.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "histories.write", matches = "true")
    void histories_that_are_missing_are_written() throws Exception {
        try (var db = TestDatabase.fresh()) {
            var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            var recorder = new RecordingLauncher(EvaluatorModule.processes(EvaluatorSettings.usual(
                    Path.of(System.getProperty("java.home"), "bin", "java"), classPath, empty.resolve("evaluator"))));
            var world = TestController.World.create(db, recorder);
            world.libraries()
                    .put(
                            world.shop().organization.id(),
                            new LibrarySetting(
                                    "open",
                                    LibrarySetting.GIT,
                                    "https://example.org/open.git",
                                    Optional.of("main"),
                                    false,
                                    true,
                                    true));
            var wrong = new ArrayList<String>();
            try (var controller = TestController.sound(world)) {
                for (var pipeline : HistoryPipelines.ALL.entrySet()) {
                    if (Files.exists(THERE.resolve(pipeline.getKey()))) {
                        continue;
                    }
                    var ended = run(controller, pipeline.getKey(), pipeline.getValue());
                    if (ended.state().outcome().orElseThrow()
                            != pipeline.getValue().result()) {
                        wrong.add(pipeline.getKey() + ": " + controller.log(ended.id()));
                    } else {
                        recorder.history(
                                        ended.id(),
                                        pipeline.getValue().source(),
                                        new Journal(db.database()).load(ended.id()))
                                .write(THERE.resolve(pipeline.getKey()));
                    }
                }
            } finally {
                recorder.killAll();
            }
            assertEquals(List.of(), wrong);
        }
    }

    private static Run run(TestController controller, String name, HistoryPipelines.Pipeline pipeline)
            throws Exception {
        var run = controller.accept(
                pipeline.source(),
                new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "history-" + name)),
                Map.of("WHO", "world", "LOUD", true));
        controller.module.executions().advance(run);
        switch (pipeline.meanwhile()) {
            case NOTHING -> {}
            case ABORT -> {
                awaitSleep(controller, run);
                controller.module.executions().abort(run, "Aborted by ada");
            }
            case ANSWER -> answer(controller, run);
            case RESTART -> {
                controller.finish(run);
                return controller.finish(
                        controller.module.restarts().restart(run, new Restarts.From.Stage("Second"), true, "ada"));
            }
        }
        return controller.finish(run);
    }

    /** A run that was refused sleeps no more: its log says why. */
    private static void awaitSleep(TestController controller, RunId run) throws Exception {
        try {
            controller.awaitLog(run, "Sleeping");
        } catch (TimeoutException e) {
            throw new AssertionError("It does not sleep:\n" + controller.log(run), e);
        }
    }

    private static void answer(TestController controller, RunId run) throws Exception {
        var open = new CompletableFuture<List<Question>>();
        var _ = CompletableFuture.runAsync(
                () -> {
                    var questions = controller.module.questions().open(run);
                    while (questions.isEmpty()) {
                        Thread.onSpinWait();
                        questions = controller.module.questions().open(run);
                    }
                    open.complete(questions);
                },
                Thread::startVirtualThread);
        var question = open.get(20, TimeUnit.SECONDS).getFirst();
        assertTrue(controller
                .module
                .questions()
                .answer(run, question.step(), new Reply(true, "ada", true, Map.of("WHERE", "north"))));
    }
}
