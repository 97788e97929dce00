package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.WaitReasons;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunState;
import dev.millrace.controller.store.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs for which there is no place wait as they were accepted, also through a crash. */
class AdmissionTest {
    private static TestDatabase db;
    private static ScriptedEvaluators evaluators;
    private static TestController.World world;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = new ScriptedEvaluators();
        world = TestController.World.create(db, evaluators);
        evaluators.program("stands", script -> script.ask("input", false, Script.named("message", "On?")));
        evaluators.program("goes", script -> script.echo("went"));
    }

    @AfterAll
    static void close() {
        evaluators.killAll();
        db.close();
    }

    private static RunId start(TestController controller, String program) {
        var run = controller.accept(program);
        controller.module.executions().advance(run);
        return run;
    }

    private static RunResult ended(TestController controller, RunId run) throws Exception {
        return controller.finish(run).state().outcome().orElseThrow();
    }

    @Test
    void who_finds_no_place_begins_when_one_is_free_and_one_that_is_aborted_before_never_begins() throws Exception {
        RunId first;
        RunId unwanted;
        RunId next;
        try (var controller = TestController.crowded(world)) {
            first = start(controller, "stands");
            controller.awaitLog(first, "On?");
            unwanted = start(controller, "goes");
            next = start(controller, "goes");
            controller.module.executions().abort(unwanted, "Aborted by ada");
            assertEquals(RunResult.ABORTED, ended(controller, unwanted));
            assertEquals(0, controller.runs.runs().find(unwanted).orElseThrow().attempt(), "how often it was begun");
            controller.module.executions().advance(next);
        }
        try (var controller = TestController.crowded(world)) {
            controller.module.start();
            controller.awaitLog(first, "On?");
            var waiting = controller.runs.runs().find(next).orElseThrow();
            assertTrue(waiting.state() instanceof RunState.Accepted, waiting::toString);
            controller.module.executions().abort(first, "Aborted by ada");
            assertEquals(RunResult.SUCCESS, ended(controller, next));
            assertEquals(
                    List.of("Runs that were started before it had to begin first"),
                    WaitReasons.on(db.database()).of(next).stream()
                            .map(WaitReasons.Reason::why)
                            .toList());
        }
    }
}
