package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.WaitReasons;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.store.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** While many triggers are accepted, begins wait, but not for ever. */
class HeldUpTest {
    @Test
    void the_line_goes_on_slowly_while_triggers_pour_in_and_when_they_end_without_a_word() throws Exception {
        try (var db = TestDatabase.fresh()) {
            var evaluators = new ScriptedEvaluators();
            evaluators.program("goes", script -> script.echo("went"));
            var accepting = new AtomicInteger(1_000_000);
            try (var controller = TestController.accepting(TestController.World.create(db, evaluators), accepting)) {
                var runs = new ArrayList<RunId>();
                for (int run = 0; run < 20; run++) {
                    runs.add(controller.accept("goes"));
                    controller.module.executions().advance(runs.getLast());
                }
                assertEquals(RunResult.SUCCESS, result(controller, runs.getFirst()));
                accepting.set(0);
                for (var run : runs) {
                    assertEquals(RunResult.SUCCESS, result(controller, run));
                }
                assertEquals(
                        List.of("Runs that were started before it had to begin first"),
                        WaitReasons.on(db.database()).of(runs.getLast()).stream()
                                .map(WaitReasons.Reason::why)
                                .toList());
            } finally {
                evaluators.killAll();
            }
        }
    }

    private static RunResult result(TestController controller, RunId run) throws Exception {
        return controller.finish(run).state().outcome().orElseThrow();
    }
}
