package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lock steps of real pipelines, in a controller that crashes between. */
class LockRunTest {
    private static final String QUESTION = "Proceed or Abort\n";

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
        world.locks()
                .declare(
                        world.shop().organization.id(),
                        Map.of("hp", Set.of("printer"), "epson", Set.of("printer"), "canon", Set.of("printer")));
    }

    @AfterAll
    static void close() {
        controller.close();
        evaluators.killAll();
        db.close();
    }

    private static RunId start(String pipeline) {
        var run = controller.accept(pipeline, new RunSource(Optional.empty(), Map.of()));
        controller.module.executions().advance(run);
        return run;
    }

    private static Run answer(RunId run) throws Exception {
        var question = controller.module.questions().open(run).getFirst().step();
        controller.module.questions().answer(run, question, new Reply(true, "ada", true, Map.of()));
        return controller.finish(run);
    }

    private static List<String> locks() {
        return world.locks().list(world.shop().organization.id()).stream()
                .filter(lock -> !lock.holder().isEmpty())
                .map(lock -> lock.name() + lock.waiting().size())
                .toList();
    }

    private static List<String> rows() throws Exception {
        try (var connection = db.source().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select run_id from lock_step order by run_id")) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Test
    void the_second_run_waits_for_the_first_through_a_crash_and_nothing_is_left() throws Exception {
        var first = start("lock('db') { sleep 2 }\necho 'after'");
        controller.awaitLog(first, "Sleeping");
        var second = start("lock(resource: 'db') { echo 'second' }");
        controller.awaitLog(second, "waiting for execution...");
        controller.close();
        controller = TestController.sound(world);
        controller.module.executions().advance(first);
        controller.module.executions().advance(second);
        assertEquals(List.of("db1"), locks());
        assertEquals(List.of(first.toString(), second.toString()), rows());
        assertEquals(
                RunResult.SUCCESS, controller.finish(first).state().outcome().orElseThrow());
        assertEquals(
                RunResult.SUCCESS, controller.finish(second).state().outcome().orElseThrow());
        assertTrue(controller.log(first).contains("""
                        Lock acquired on [Resource: db]
                        [Pipeline] {
                        """), controller.log(first));
        assertTrue(controller.log(first).contains("""
                        [Pipeline] }
                        Lock released on resource [Resource: db]
                        [Pipeline] // lock
                        [Pipeline] echo
                        after
                        """), controller.log(first));
        assertEquals(List.of(), locks());
        assertEquals(List.of(), rows());
    }

    @Test
    void the_variable_names_each_and_as_many_as_were_asked_for() throws Exception {
        var run = start("""
            lock(label: 'printer', quantity: 2, variable: 'P', extra: [[resource: 'ink']]) {
                echo "${env.P.split(',').size()} ${env.P0} ${env.P1} ${env.P2} ${env.P3}"
            }
            """);
        controller.finish(run);
        assertTrue(controller.log(run).contains("\n3 canon epson ink null\n"), controller.log(run));
    }

    @Test
    void who_does_not_want_to_wait_goes_on_without_its_body() throws Exception {
        var holder = start("lock('skip') { input 'held?' }");
        controller.awaitLog(holder, QUESTION);
        var run = start("lock(resource: 'skip', skipIfLocked: true) { error 'body' }\necho 'went on'");
        assertEquals(RunResult.SUCCESS, controller.finish(run).state().outcome().orElseThrow());
        assertTrue(
                controller.log(run).contains("[Resource: skip] is already locked, skipping execution..."),
                controller.log(run));
        assertTrue(controller.log(run).contains("went on"));
        answer(holder);
        assertEquals(List.of(), rows());
    }

    @Test
    void an_aborted_run_gives_back_what_it_holds_and_what_it_waits_for() throws Exception {
        var holder = start("lock('abort') { input 'held?' }");
        controller.awaitLog(holder, QUESTION);
        var waiting = start("lock('abort') { echo 'never' }");
        controller.awaitLog(waiting, "waiting for execution...");
        controller.module.executions().abort(waiting, "Aborted by ada");
        assertEquals(
                RunResult.ABORTED, controller.finish(waiting).state().outcome().orElseThrow());
        controller.module.executions().abort(holder, "Aborted by ada");
        assertEquals(
                RunResult.ABORTED, controller.finish(holder).state().outcome().orElseThrow());
        assertEquals(
                RunResult.SUCCESS,
                controller
                        .finish(start("lock('abort') { echo 'free' }"))
                        .state()
                        .outcome()
                        .orElseThrow());
        assertEquals(List.of(), rows());
    }

    @Test
    void a_lock_without_anything_to_lock_fails_and_says_what_to_write() throws Exception {
        var run = start("lock { echo 'x' }");
        assertEquals(RunResult.FAILURE, controller.finish(run).state().outcome().orElseThrow());
        assertTrue(controller.log(run).contains("lock needs a resource or a label"), controller.log(run));
    }

    @Test
    void a_group_lets_one_run_go_and_a_newer_one_ends_the_earlier_where_it_says_so() throws Exception {
        var pipeline = """
            pipeline {
                agent none
                options { concurrency(group: "deploy-${env.TARGET ?: 'x'}", cancelInProgress: %s) }
                stages { stage('s') { steps { input 'in?' } } }
            }
            """;
        var first = start(pipeline.formatted(false));
        controller.awaitLog(first, QUESTION);
        var second = start(pipeline.formatted(false));
        controller.awaitLog(second, "waiting for execution...");
        var third = start(pipeline.formatted(true));
        assertEquals(
                RunResult.NOT_BUILT, controller.finish(first).state().outcome().orElseThrow());
        assertEquals(
                RunResult.NOT_BUILT, controller.finish(second).state().outcome().orElseThrow());
        assertTrue(controller.log(second).contains("Superseded by #"), controller.log(second));
        controller.awaitLog(third, QUESTION);
        assertEquals(RunResult.SUCCESS, answer(third).state().outcome().orElseThrow());
        assertEquals(List.of(), rows());
    }

    @Test
    void a_restart_into_the_body_of_a_lock_takes_the_lock_anew_before_the_body_goes_on() throws Exception {
        var run = start("""
            lock('again') {
                stage('First') { echo 'first' }
                stage('Second') { sleep time: 1, unit: 'MILLISECONDS'; echo 'second'; error 'broken' }
            }
            """);
        assertEquals(RunResult.FAILURE, controller.finish(run).state().outcome().orElseThrow());
        assertEquals(List.of(), locks());
        var holder = start("lock('again') { input 'held?' }");
        controller.awaitLog(holder, QUESTION);
        var again = controller.module.restarts().restart(run, new Restarts.From.Stage("Second"), true, "ada");
        controller.awaitLog(again, "'again' is held by");
        assertEquals(List.of("again1"), locks());
        assertFalse(controller.log(again).contains("second"), controller.log(again));
        answer(holder);
        assertEquals(
                RunResult.FAILURE, controller.finish(again).state().outcome().orElseThrow());
        var log = controller.log(again);
        assertTrue(log.contains("second\n"), log);
        assertFalse(log.contains("first\n"), log);
        assertEquals(List.of(), locks());
        assertEquals(List.of(), rows());
    }
}
