package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.JournalEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that only wait leave their evaluator, and are there again when something comes for them. */
class RestTest {
    private static TestDatabase db;
    private static ScriptedEvaluators evaluators;
    private static TestController.World world;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = new ScriptedEvaluators();
        world = TestController.World.create(db, evaluators);
        evaluators.program("asks", script -> {
            script.echo("before");
            script.node(node -> {
                node.ask("input", false, Script.named("message", "On?"));
                node.ask("sh", false, Script.named("script", "lines 2"));
            });
            script.echo("after");
        });
        evaluators.program("works", script -> {
            try {
                script.node(node -> node.ask("sh", false, Script.named("script", "forever")));
            } catch (Script.Failed e) {
                script.echo("lost: " + e.kind);
            }
        });
        evaluators.program("sleeps", script -> {
            for (var time = 100; time < 400; time += 100) {
                script.ask("sleep", false, Script.named("time", time), Script.named("unit", "MILLISECONDS"));
                script.echo("slept " + time);
            }
        });
    }

    @AfterAll
    static void close() {
        evaluators.killAll();
        db.close();
    }

    @Test
    void a_program_that_waits_for_an_answer_leaves_and_comes_back_for_it() throws Exception {
        try (var controller = TestController.restful(world)) {
            var run = begin(controller, "asks");
            awaitRest(controller, run);
            assertTrue(answer(controller, run));
            assertEquals(
                    RunResult.SUCCESS, controller.finish(run).state().outcome().orElseThrow());
            assertTrue(controller.log(run).contains("+ lines 2\n1\n2\n"), controller.log(run));
        }
    }

    @Test
    void a_run_rests_and_wakes_as_often_as_it_waits() throws Exception {
        try (var controller = TestController.restful(world)) {
            var run = begin(controller, "sleeps");
            controller.finish(run);
            var journal = controller.journal(run);
            assertTrue(journal.stream().filter(JournalEntry::hasRested).count() >= 2, journal::toString);
            assertTrue(controller.log(run).contains("slept 100\n"), controller.log(run));
            assertTrue(controller.log(run).contains("slept 300\n"), controller.log(run));
        }
    }

    @Test
    void a_run_that_rests_needs_no_evaluator_after_a_restart_until_it_is_answered() throws Exception {
        RunId run;
        long begun;
        try (var controller = TestController.restful(world)) {
            run = begin(controller, "asks");
            awaitRest(controller, run);
            begun = begun(controller, run);
            controller.crash();
        }
        evaluators.killAll();
        try (var controller = TestController.restful(world)) {
            controller.module.start();
            assertEquals(1, controller.module.questions().open(run).size());
            assertEquals(begun, begun(controller, run), "it did not begin again to ask");
            assertTrue(answer(controller, run));
            assertEquals(
                    RunResult.SUCCESS, controller.finish(run).state().outcome().orElseThrow());
            assertTrue(begun(controller, run) > begun);
            assertEquals("[]", controller.module.questions().open(run).toString());
        }
    }

    @Test
    void the_step_of_an_only_branch_goes_on_after_a_restart_without_its_program() throws Exception {
        RunId run;
        try (var controller = TestController.sound(world)) {
            run = begin(controller, "works");
            controller.awaitLog(run, "+ forever");
            controller.crash();
        }
        evaluators.killAll();
        try (var controller = TestController.sound(world)) {
            controller.module.start();
            world.agents().lose(run);
            assertEquals(
                    RunResult.SUCCESS, controller.finish(run).state().outcome().orElseThrow());
            assertTrue(controller.log(run).contains("lost: LOST\n"), controller.log(run));
            var journal = controller.journal(run);
            var outcome = journal.stream()
                    .filter(entry -> entry.getOutcome().getStep() == 2)
                    .findFirst()
                    .orElseThrow();
            var again = journal.stream()
                    .filter(entry -> entry.getBegan().getAttempt() == 2)
                    .findFirst()
                    .orElseThrow();
            assertTrue(journal.indexOf(outcome) < journal.indexOf(again), journal::toString);
        }
    }

    private static long begun(TestController controller, RunId run) {
        return controller.journal(run).stream().filter(JournalEntry::hasBegan).count();
    }

    @Test
    void a_run_that_rests_can_be_aborted() throws Exception {
        try (var controller = TestController.restful(world)) {
            var run = begin(controller, "asks");
            awaitRest(controller, run);
            controller.module.executions().abort(run, "Aborted by ada");
            var ended = controller.finish(run);
            assertEquals(RunResult.ABORTED, ended.state().outcome().orElseThrow(), controller.log(run));
        }
    }

    private static RunId begin(TestController controller, String pipeline) {
        var run = controller.accept(pipeline);
        controller.module.executions().advance(run);
        return run;
    }

    private static boolean answer(TestController controller, RunId run) {
        List<Question> open = controller.module.questions().open(run);
        assertEquals(1, open.size(), controller.log(run) + controller.journal(run));
        return controller
                .module
                .questions()
                .answer(run, open.getFirst().step(), new Reply(true, "ada", true, Map.of()));
    }

    /** Waits until the program has left with its question open. */
    private static void awaitRest(TestController controller, RunId run) throws Exception {
        var found = new CompletableFuture<Void>();
        controller.commits.afterEach(() -> {
            if (restsAsking(controller, run)) {
                found.complete(null);
            }
        });
        if (!restsAsking(controller, run)) {
            found.get(20, TimeUnit.SECONDS);
        }
    }

    private static boolean restsAsking(TestController controller, RunId run) {
        var journal = controller.journal(run);
        return !journal.isEmpty()
                && journal.getLast().hasRested()
                && journal.stream().anyMatch(entry -> entry.getAsked().getName().equals("input"));
    }
}
