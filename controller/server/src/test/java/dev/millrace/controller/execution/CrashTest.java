package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.NamedValue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A controller that dies after each of its commits in turn: the next one makes of the run what would have become of it. */
class CrashTest {
    private static TestDatabase db;
    private static ScriptedEvaluators evaluators;
    private static TestController.World world;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = new ScriptedEvaluators();
        world = TestController.World.create(db, evaluators);
        evaluators.program("full", script -> {
            script.echo("before");
            script.node(node -> {
                node.stage("Build", stage -> {
                    stage.echo("one");
                    stage.echo("two");
                    stage.ask("sh", false, script("lines 4; lines 2"));
                });
                node.asked(
                        "timeout",
                        inside -> {
                            inside.ask("sleep", false, Script.named("time", 20), Script.named("unit", "MILLISECONDS"));
                            inside.ask("tests", false);
                        },
                        Script.named("time", 5),
                        Script.named("unit", "MINUTES"));
                try {
                    node.ask("sh", false, script("exit 3"));
                } catch (Script.Failed e) {
                    node.echo(String.valueOf(e.getMessage()));
                }
            });
            script.node(node -> node.ask("sh", false, script("lines 1")));
        });
        evaluators.program(
                "stages",
                script -> script.node(node -> {
                    node.stage("Build", stage -> stage.ask("sh", false, script("lines 1")));
                    node.stage("Test", stage -> stage.ask("sh", false, script("lines 1")));
                }));
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static NamedValue script(String command) {
        return Script.named("script", command);
    }

    @Test
    void a_run_ends_the_same_at_whichever_commit_its_controller_died() throws Exception {
        var undisturbed = crashing(Integer.MAX_VALUE);
        var position = 1;
        for (var more = true; more; position++) {
            var disturbed = crashing(position);
            assertEquals(undisturbed.log, disturbed.log, "log after a crash at commit " + position);
            assertEquals(undisturbed.started, disturbed.started, "processes after a crash at commit " + position);
            assertEquals(undisturbed.result, disturbed.result);
            assertEquals(undisturbed.stages, disturbed.stages);
            assertEquals(0, disturbed.held, "jobs not given back after a crash at commit " + position);
            more = disturbed.crashed;
        }
        assertTrue(position > 15, "only " + position + " positions");
    }

    @Test
    void two_crashes_in_a_row_are_survived_too() throws Exception {
        var undisturbed = crashing(Integer.MAX_VALUE);
        for (var first = 3; first < 20; first += 4) {
            for (var second = 1; second < 6; second += 2) {
                var disturbed = crashing(first, second);
                assertEquals(
                        undisturbed.log,
                        disturbed.log,
                        "log after crashes at commits %d and %d".formatted(first, second));
                assertEquals(undisturbed.started, disturbed.started);
            }
        }
    }

    @Test
    void the_state_of_a_workspace_before_a_stage_is_kept_by_who_took_the_run_up_as_well() throws Exception {
        var undisturbed = crashing("stages", Integer.MAX_VALUE);
        assertEquals(1, undisturbed.snapshots.size());
        var position = 1;
        for (var more = true; more; position++) {
            var disturbed = crashing("stages", position);
            assertEquals(undisturbed.snapshots, disturbed.snapshots, "states kept after a crash at commit " + position);
            more = disturbed.crashed;
        }
        assertTrue(position > 8, "only " + position + " positions");
    }

    private record End(
            String log,
            String started,
            String result,
            String stages,
            long held,
            boolean crashed,
            Set<Integer> snapshots) {}

    private static End crashing(int... positions) throws Exception {
        return crashing("full", positions);
    }

    private static End crashing(String program, int... positions) throws Exception {
        RunId run;
        try (var controller = TestController.sound(world)) {
            run = controller.accept(program);
        }
        var crashed = false;
        for (var position : positions) {
            try (var controller = new TestController(world, position)) {
                controller.module.start();
                awaitCrashOrEnd(controller, run);
                crashed |= controller.commits.dead();
            }
            evaluators.killAll();
        }
        try (var controller = TestController.sound(world)) {
            controller.module.start();
            var ended = controller.finish(run);
            return new End(
                    controller.log(run),
                    world.agents().started(run).toString(),
                    result(ended),
                    controller.runs.runs().stages(run).stream()
                            .map(stage -> stage.name() + stage.result())
                            .toList()
                            .toString(),
                    world.agents().held(run),
                    crashed,
                    world.agents().snapshots(run));
        } finally {
            evaluators.killAll();
        }
    }

    private static String result(Run run) {
        return run.state().outcome().map(Enum::name).orElse("");
    }

    private static void awaitCrashOrEnd(TestController controller, RunId run) throws Exception {
        var ended = new CompletableFuture<Void>();
        try (var _ = controller.runs.runs().follow(run, () -> {
            if (controller.runs.runs().find(run).orElseThrow().state() instanceof Finished) {
                ended.complete(null);
            }
        })) {
            var crash = CompletableFuture.runAsync(
                    () -> {
                        try {
                            controller.commits.awaitCrash();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    Thread::startVirtualThread);
            CompletableFuture.anyOf(crash, ended).get(20, TimeUnit.SECONDS);
        }
    }
}
