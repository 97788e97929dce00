package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agents that vanish, evaluators that die, steps that cannot be taken up again; and a working tree on its way to an agent. */
class AccidentsTest {
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
        evaluators.killAll();
        db.close();
    }

    @Test
    void checkout_unpacks_the_runs_own_tree_whatever_the_program_names() throws Exception {
        evaluators.program(
                "checkout",
                script -> script.node(node -> {
                    var facts = node.ask(
                            "checkout",
                            false,
                            Script.named("scm", Map.of("$class", "WorkingTree", "tree", "0".repeat(64))));
                    node.echo("commit "
                            + facts.getValue().getMap().getEntries(0).getValue().getText());
                }));
        var tree = world.blobs().put(Tree.getDefaultInstance().toByteArray());
        try (var controller = TestController.sound(world)) {
            var run = controller.accept("checkout", new RunSource(Optional.of(tree), Map.of("GIT_COMMIT", "abc123")));
            controller.module.executions().advance(run);
            var ended = controller.finish(run);
            var log = controller.log(run);
            assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow(), log);
            assertEquals(List.of("2/0 UNPACK " + tree.hex()), world.agents().started(run));
            assertTrue(log.contains("commit abc123\n"), log);
        }
    }

    @Test
    void a_run_without_a_tree_cannot_check_one_out() throws Exception {
        evaluators.program(
                "treeless",
                script -> script.node(
                        node -> node.ask("checkout", false, Script.named("scm", Map.of("$class", "WorkingTree")))));
        try (var controller = TestController.sound(world)) {
            var run = controller.accept("treeless");
            controller.module.executions().advance(run);
            assertEquals(
                    RunResult.FAILURE, controller.finish(run).state().outcome().orElseThrow());
            assertTrue(controller.log(run).contains("no working tree"), controller.log(run));
        }
    }

    @Test
    void a_step_that_cannot_be_taken_up_again_fails_as_interrupted_after_a_crash() throws Exception {
        evaluators.program(
                "once",
                script -> script.node(node -> {
                    try {
                        node.ask("once", false, Script.named("script", "forever"));
                    } catch (Script.Failed e) {
                        node.echo("caught: " + e.getMessage());
                    }
                }));
        RunId run;
        try (var controller = TestController.sound(world)) {
            run = controller.accept("once");
            controller.module.executions().advance(run);
            controller.awaitLog(run, "+ forever");
        }
        evaluators.killAll();
        try (var controller = TestController.sound(world)) {
            controller.module.start();
            assertEquals(
                    RunResult.SUCCESS, controller.finish(run).state().outcome().orElseThrow());
            assertTrue(
                    controller
                            .log(run)
                            .contains("caught: once was interrupted by a restart of the controller and cannot be taken"
                                    + " up again\n"),
                    controller.log(run));
            assertEquals(List.of("2/0 forever"), world.agents().started(run));
        }
    }

    @Test
    void a_lease_that_is_lost_inside_a_step_is_an_outcome_that_the_program_can_answer_with_another_node()
            throws Exception {
        evaluators.program("lost", script -> {
            try {
                script.node(node -> node.ask("sh", false, Script.named("script", "forever")));
            } catch (Script.Failed e) {
                script.echo("lost: " + e.kind);
            }
            script.node(node -> node.ask("sh", false, Script.named("script", "lines 1")));
        });
        try (var controller = TestController.sound(world)) {
            var run = controller.accept("lost");
            controller.module.executions().advance(run);
            controller.awaitLog(run, "+ forever");
            world.agents().lose(run);
            var ended = controller.finish(run);
            var log = controller.log(run);
            assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow(), log);
            assertTrue(log.contains("lost: LOST\n"), log);
            assertEquals(List.of("2/0 forever", "5/0 lines 1"), world.agents().started(run));
            assertEquals(0, world.agents().held(run));
        }
    }

    @Test
    void a_run_whose_evaluator_dies_three_times_ends_with_a_problem_that_says_so() throws Exception {
        evaluators.program("deadly", script -> evaluators.killAll());
        try (var controller = TestController.sound(world)) {
            var run = controller.accept("deadly");
            controller.module.executions().advance(run);
            var ended = controller.finish(run);
            assertEquals(RunResult.FAILURE, ended.state().outcome().orElseThrow());
            assertEquals(3, ended.attempt());
            assertEquals(
                    "The process that runs this pipeline ended 3 times: it was killed",
                    ended.problems().getFirst().message());
            assertTrue(controller.log(run).contains("ended 3 times"), controller.log(run));
        }
    }
}
