package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.controller.trigger.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What who starts a run says of when it begins. */
class UrgencyTest {
    private static final RunSource NONE = new RunSource(Optional.empty(), Map.of());
    private static final Urgency HOURS = new Urgency(Optional.of(Duration.ofHours(2)), OptionalInt.empty());

    @TempDir
    private static Path empty;

    private static TestDatabase db;
    private static RealEvaluators evaluators;
    private static TestController.World world;
    private static TestController controller;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = RealEvaluators.brief(empty.resolve("evaluator"));
        world = TestController.World.create(db, evaluators);
        controller = TestController.sound(world);
    }

    @AfterAll
    static void close() {
        controller.close();
        evaluators.killAll();
        db.close();
    }

    private static RunId start(String pipeline, Map<String, Object> parameters, String by, Urgency urgency) {
        var run = controller.accept(pipeline, NONE, parameters, by, Optional.empty(), urgency);
        controller.module.executions().advance(run);
        return run;
    }

    @Test
    void an_equal_trigger_in_the_quiet_period_is_the_same_run_with_both_causes() throws Exception {
        var second = new Urgency(Optional.of(Duration.ofSeconds(1)), OptionalInt.empty());
        var pipeline = "echo \"causes ${currentBuild.getBuildCauses()*.userId}\"";
        var run = start(pipeline, Map.of("A", "1"), "ada", second);
        assertEquals(run, start(pipeline, Map.of("A", "1"), "bob", second));
        var other = start(pipeline, Map.of("A", "2"), "bob", second);
        assertNotEquals(run, other, "its parameters are not equal");
        assertEquals(
                List.of("ada", "bob"),
                controller.finish(run).causes().stream()
                        .map(cause -> cause.get("by"))
                        .toList());
        assertTrue(controller.log(run).contains("causes [ada, bob]"), controller.log(run));
        controller.finish(other);
        assertTrue(controller.log(other).contains("causes [bob]"), controller.log(other));
        assertNotEquals(run, start(pipeline, Map.of("A", "1"), "bob", second), "the first has begun");
    }

    @Test
    void who_joined_is_known_to_another_controller_and_a_repeated_key_answers_the_joined_run() {
        var run = controller.accept("echo 'x'", NONE, Map.of(), "ada", Optional.of("first"), HOURS);
        assertEquals(run, controller.accept("echo 'x'", NONE, Map.of(), "bob", Optional.of("second"), HOURS));
        controller.close();
        controller = TestController.sound(world);
        assertEquals(
                List.of("ada", "bob"),
                controller.runs.runs().find(run).orElseThrow().causes().stream()
                        .map(cause -> cause.get("by"))
                        .toList());
        assertEquals(run, controller.accept("echo 'x'", NONE, Map.of(), "bob", Optional.of("second"), HOURS));
        assertEquals(run, controller.accept("echo 'x'", NONE, Map.of(), "ada", Optional.of("first"), HOURS));
    }

    @Test
    void nobody_joins_a_run_that_was_aborted() throws Exception {
        var run = start("echo 'y'", Map.of(), "ada", HOURS);
        controller.awaitLog(run, "In the quiet period");
        assertEquals(
                WaitingRuns.Kind.QUIET_PERIOD,
                controller.module.waiting().waiting().getFirst().kind());
        controller.module.executions().abort(run, "Not wanted");
        controller.finish(run);
        assertNotEquals(run, start("echo 'y'", Map.of(), "bob", HOURS));
    }

    @Test
    void a_priority_of_who_starts_the_run_goes_before_the_one_of_its_pipeline() throws Exception {
        world.agents().busy("No agent");
        try {
            var urgent = new Urgency(Optional.empty(), OptionalInt.of(7));
            var run = start("properties([priority(2)])\nnode { echo 'in' }", Map.of(), "ada", urgent);
            var usual = start("properties([priority(2)])\nnode { echo 'in' }", Map.of(), "ada", Urgency.USUAL);
            controller.awaitLog(run, "Still waiting");
            controller.awaitLog(usual, "Still waiting");
            assertEquals(7, world.agents().priority(run));
            assertEquals(2, world.agents().priority(usual));
        } finally {
            world.agents().busy(null);
        }
    }
}
