package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.store.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RunEndToEndTest {
    private static TestDatabase db;
    private static ScriptedEvaluators evaluators;
    private static TestController.World world;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = new ScriptedEvaluators();
        world = TestController.World.create(db, evaluators);
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @Test
    void an_accepted_run_goes_through_evaluator_journal_and_agent_to_its_end() throws Exception {
        evaluators.program(
                "build",
                script -> script.node(node -> node.stage("Build", stage -> {
                    stage.echo("hello");
                    stage.ask("sh", false, Script.named("script", "lines 3"));
                })));
        try (var controller = TestController.sound(world)) {
            var run = controller.accept("build");
            controller.module.executions().advance(run);
            var ended = controller.finish(run);
            assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow());
            assertEquals("""
                    [Pipeline] Start of Pipeline
                    [Pipeline] node
                    Running on agent-1 in /jobs/till
                    [Pipeline] {
                    [Pipeline] stage
                    [Pipeline] { (Build)
                    [Pipeline] echo
                    hello
                    [Pipeline] sh
                    + lines 3
                    1
                    2
                    3
                    [Pipeline] }
                    [Pipeline] // stage
                    [Pipeline] }
                    [Pipeline] // node
                    [Pipeline] End of Pipeline
                    Finished: SUCCESS
                    """, controller.log(run));
            assertEquals(0, world.agents().held(run));
            assertEquals(List.of("4/0 lines 3"), world.agents().started(run));
            var stage = controller.runs.runs().stages(run).getFirst();
            assertEquals("Build", stage.name());
            assertTrue(stage.finishedAt().isPresent());
        }
    }
}
