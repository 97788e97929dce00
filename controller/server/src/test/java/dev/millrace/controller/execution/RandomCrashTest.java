package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random pipelines in the real evaluator, whose controller or evaluator dies when any unit of their journal has become durable, or whose program leaves its
 * evaluator whenever it waits: they end as they do undisturbed, with the same lines, stages and processes.
 */
class RandomCrashTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private static final ScheduledExecutorService PEOPLE = Executors.newScheduledThreadPool(1);

    private static TestDatabase db;
    private static GroovyEvaluators evaluators;
    private static TestController.World world;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = new GroovyEvaluators();
        world = TestController.World.create(db, evaluators);
    }

    @AfterAll
    static void close() {
        PEOPLE.shutdownNow();
        evaluators.killAll();
        db.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_random_pipeline_survives_crashes(long seed) throws Exception {
        assertTrue(everywhere(seed, 9) > 0);
    }

    @Test
    @Tag("deep")
    void random_pipelines_survive_a_crash_at_every_position() throws Exception {
        var positions = 0;
        for (var seed = 100; seed < 115; seed++) {
            positions += everywhere(seed, 1);
        }
        System.out.printf("Crashes of controller and evaluator at %d positions of 15 random pipelines%n", positions);
    }

    /** How many positions were tried. */
    private static int everywhere(long seed, int step) throws Exception {
        var pipeline = RandomPipeline.of(seed);
        var undisturbed = end(pipeline, new Disturbance(NEVER, NEVER, Duration.ofHours(1)));
        equal(pipeline, undisturbed, new Disturbance(NEVER, NEVER, Duration.ZERO));
        var tried = 0;
        for (var unit = 1 + (int) (seed % step); unit < undisturbed.units(); unit += step) {
            equal(pipeline, undisturbed, new Disturbance(unit, NEVER, Duration.ofHours(1)));
            equal(pipeline, undisturbed, new Disturbance(NEVER, unit, Duration.ofHours(1)));
            tried += 2;
        }
        return tried;
    }

    private static void equal(String pipeline, End undisturbed, Disturbance disturbance) throws Exception {
        var disturbed = end(pipeline, disturbance);
        assertEquals(undisturbed.what(), disturbed.what(), () -> disturbance + " of\n" + pipeline);
    }

    /** Counts of units after which the controller, or its evaluators, die; and how long a program waits in its evaluator. */
    private record Disturbance(int controller, int evaluator, Duration rest) {}

    /** What became of a run, in an order that does not depend on which branch was first. */
    private record End(String what, int units) {}

    private static End end(String pipeline, Disturbance disturbance) throws Exception {
        RunId run;
        try (var controller = TestController.sound(world)) {
            run = controller.accept(pipeline);
        }
        var units = 0;
        try (var controller = new TestController(world, disturbance.controller(), disturbance.rest())) {
            controller.commits.atUnit(disturbance.evaluator(), evaluators::killAll);
            var over = begin(controller, run);
            var crashed = CompletableFuture.runAsync(() -> awaitCrash(controller), Thread::startVirtualThread);
            await(CompletableFuture.anyOf(over, crashed), controller, run);
            units = controller.commits.units();
            if (controller.commits.dead()) {
                controller.crash();
            }
        }
        evaluators.killAll();
        try (var controller = TestController.sound(world)) {
            await(begin(controller, run), controller, run);
            var ended = controller.runs.runs().find(run).orElseThrow();
            return new End(
                    "%s\nlog:\n%s\nprocesses:\n%s\nstages: %s\nheld: %d"
                            .formatted(
                                    ended.state().outcome().orElseThrow(),
                                    sorted(controller.log(run).lines().toList()),
                                    sorted(world.agents().started(run).stream()
                                            .map(line -> line.substring(line.indexOf(' ')))
                                            .toList()),
                                    sorted(controller.runs.runs().stages(run).stream()
                                            .map(stage -> stage.name() + " " + stage.result())
                                            .toList()),
                                    world.agents().held(run)),
                    units);
        } finally {
            evaluators.killAll();
        }
    }

    /** Moves the run on, and says yes to all that it asks, until it is over. */
    private static CompletableFuture<Void> begin(TestController controller, RunId run) {
        var over = new CompletableFuture<Void>();
        Runnable look = () -> {
            if (controller.runs.runs().find(run).orElseThrow().state() instanceof Finished) {
                over.complete(null);
            } else {
                for (var question : controller.module.questions().open(run)) {
                    controller.module.questions().answer(run, question.step(), new Reply(true, "ada", true, Map.of()));
                }
            }
        };
        controller.module.start();
        // a question that is open again after a crash is told to nobody
        var looking = PEOPLE.scheduleWithFixedDelay(look, 0, 5, TimeUnit.MILLISECONDS);
        return over.whenComplete((_, _) -> looking.cancel(false));
    }

    private static void await(CompletableFuture<?> what, TestController controller, RunId run) throws Exception {
        try {
            what.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "The run does not end:\n%s\n%s".formatted(controller.log(run), controller.journal(run)), e);
        }
    }

    private static void awaitCrash(TestController controller) {
        try {
            controller.commits.awaitCrash();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sorted(List<String> lines) {
        return String.join("\n", lines.stream().sorted().toList());
    }
}
