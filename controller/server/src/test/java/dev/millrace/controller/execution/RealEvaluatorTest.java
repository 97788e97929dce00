package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.StepDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program in processes of its own. */
class RealEvaluatorTest {
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

    private static Run run(String pipeline) throws Exception {
        var run = controller.accept(pipeline);
        controller.module.executions().advance(run);
        return controller.finish(run);
    }

    @Test
    void a_pipeline_in_groovy_runs_to_its_end() throws Exception {
        var ended = run("""
                node {
                    stage('Build') {
                        echo "number ${env.BUILD_NUMBER} of ${env.JOB_NAME}"
                        sh 'lines 2'
                    }
                    parallel a: { sh 'lines 1' }, b: { echo 'b' }
                }
                """);
        var log = controller.log(ended.id());
        assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow(), log);
        assertTrue(log.contains("number " + ended.number() + " of till\n"), log);
        assertTrue(log.contains("[Pipeline] sh\n+ lines 2\n1\n2\n"), log);
        assertTrue(log.contains("[Pipeline] { (Branch: a)\n"), log);
        assertTrue(log.endsWith("[Pipeline] End of Pipeline\nFinished: SUCCESS\n"), log);
        assertEquals(
                List.of("Build", "a", "b"),
                controller.runs.runs().stages(ended.id()).stream()
                        .map(stage -> stage.name())
                        .toList());
    }

    @Test
    void a_pipeline_that_does_not_compile_is_refused_with_the_place() throws Exception {
        var ended = run("node {\n  echo 'x'\n");
        var log = controller.log(ended.id());
        assertEquals(RunResult.FAILURE, ended.state().outcome().orElseThrow(), log);
        assertFalse(ended.problems().isEmpty(), log);
        assertTrue(ended.refused(), log);
        assertTrue(log.contains("\nJenkinsfile:2:11: error: Missing '}'\n"), log);
        assertFalse(log.contains("[Pipeline]"), log);
        assertTrue(log.endsWith("Finished: FAILURE\n"), log);
        var programs = controller.module.programs();
        assertFalse(programs.examine("Jenkinsfile", "node {").problems().isEmpty());
        assertTrue(programs.examine("Jenkinsfile", "echo 'fine'").problems().isEmpty());
    }

    @Test
    void the_steps_of_the_engine_and_of_plugins_are_described_in_one_list() throws Exception {
        var described = controller.module.programs().described();
        var steps = described.steps().stream()
                .collect(Collectors.toMap(StepDescription::getName, StepDescription::getPlugin));
        assertEquals("", steps.get("echo"));
        assertEquals("", steps.get("withMaven"));
        assertFalse(steps.getOrDefault("found", "").isEmpty());
        assertTrue(
                described.symbols().stream().anyMatch(symbol -> symbol.getName().equals("logRotator")));
    }

    @Test
    void a_step_that_fails_fails_the_run_unless_it_is_caught() throws Exception {
        var ended = run("""
                node {
                    try { sh 'exit 4' } catch (e) { echo "caught: ${e.message}" }
                    sh 'exit 5'
                }
                """);
        var log = controller.log(ended.id());
        assertEquals(RunResult.FAILURE, ended.state().outcome().orElseThrow(), log);
        assertTrue(log.contains("caught: script returned exit code 4\n"), log);
        assertTrue(log.contains("ERROR: script returned exit code 5\n"), log);
        assertTrue(ended.problems().isEmpty(), "a failure is no refusal");
        assertFalse(ended.refused());
    }

    @Test
    void a_step_needs_its_provider_and_a_parameter_may_need_an_agent() throws Exception {
        var ended = run("""
                def x = found()
                echo "$x ${x.name} ${x.getName()} ${x.result}"
                unstable 'so far'
                echo found().result
                try { found file: 'y' } catch (e) { echo "caught: ${e.message}" }
                node {
                    echo "${found(file: 'y')}"
                    ws('other') { echo "${pwd()} ${env.WORKSPACE}" }
                    page()
                }
                """);
        var log = controller.log(ended.id());
        assertTrue(log.contains("a/x x x SUCCESS\n"), log);
        assertTrue(log.contains("[Pipeline] echo\nUNSTABLE\n"), log);
        assertTrue(log.contains("caught: found with 'file' needs an agent: put it inside node { }"), log);
        assertTrue(log.contains("/jobs/till/@ws/other /jobs/till/@ws/other\n"), log);
        assertTrue(log.contains("page needs a pager"), log);
        assertEquals(RunResult.FAILURE, ended.state().outcome().orElseThrow(), log);
    }

    @Test
    void a_timeout_interrupts_its_body_and_the_run_is_aborted() throws Exception {
        var ended = run("node { timeout(time: 200, unit: 'MILLISECONDS') { sh 'forever' } }");
        var log = controller.log(ended.id());
        assertEquals(RunResult.ABORTED, ended.state().outcome().orElseThrow(), log);
        assertTrue(log.contains("Cancelling nested steps due to timeout\n"), log);
        assertEquals(0, world.agents().held(ended.id()));
    }

    @Test
    void a_run_that_is_aborted_stops_its_processes() throws Exception {
        var run = controller.accept("node { sh 'forever' }");
        controller.module.executions().advance(run);
        controller.awaitLog(run, "+ forever");
        controller.module.executions().abort(run, "Aborted by admin");
        var ended = controller.finish(run);
        var log = controller.log(run);
        assertEquals(RunResult.ABORTED, ended.state().outcome().orElseThrow(), log);
        assertTrue(log.contains("Aborted by admin\n"), log);
        assertEquals(0, world.agents().held(run));
    }

    @Test
    void an_evaluator_that_is_killed_is_replaced_and_its_runs_go_on() throws Exception {
        var run = controller.accept("echo 'first'\nsleep(time: 900, unit: 'MILLISECONDS')\necho 'second'");
        controller.module.executions().advance(run);
        controller.awaitLog(run, "Sleeping for");
        evaluators.killAll();
        var ended = controller.finish(run);
        assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow());
        assertEquals("""
                [Pipeline] Start of Pipeline
                [Pipeline] echo
                first
                [Pipeline] sleep
                Sleeping for 900 ms
                [Pipeline] echo
                second
                [Pipeline] End of Pipeline
                Finished: SUCCESS
                """, controller.log(run));
        assertEquals(2, ended.attempt());
    }

    @Test
    void a_controller_that_dies_in_a_real_pipeline_is_replaced_and_the_run_goes_on() throws Exception {
        var pipeline = """
                def seen = []
                node {
                    parallel a: { sh 'lines 2'; seen << 'a' }, b: { sleep(time: 10, unit: 'MILLISECONDS'); seen << 'b' }
                    stage('Test') { echo "seen ${seen.sort()} ${new Random().nextInt() != 0}"; sh 'lines 3; lines 1' }
                }
                """;
        for (var position : new int[] {3, 6, 9}) {
            RunId run;
            controller.close();
            try (var dying = new TestController(world, position)) {
                run = dying.accept(pipeline);
                dying.module.executions().advance(run);
                dying.commits.awaitCrash();
            }
            controller = TestController.sound(world);
            controller.module.start();
            var ended = controller.finish(run);
            var log = controller.log(run);
            assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow(), log);
            assertTrue(log.contains("seen [a, b] true\n[Pipeline] sh\n+ lines 3\n1\n2\n3\n+ lines 1\n1\n"), log);
            assertEquals(
                    1,
                    world.agents().started(run).stream()
                            .filter(line -> line.endsWith("lines 2"))
                            .count());
        }
    }

    @Test
    void a_question_waits_for_one_answer_that_fits_and_the_pipeline_gets_its_values() throws Exception {
        var run = controller.accept("""
                def answer = input message: 'Ship it?', ok: 'Ship', submitter: 'ada, grace', submitterParameter: 'BY',
                    parameters: [string(name: 'VERSION', defaultValue: '1.0'), booleanParam(name: 'DRY', defaultValue: true),
                                 choice(name: 'WHERE', choices: ['test', 'live'])]
                echo "${answer.VERSION} ${answer.DRY} ${answer.WHERE} by ${answer.BY}"
                """);
        controller.module.executions().advance(run);
        controller.awaitLog(run, "Ship it?\nShip or Abort\n");
        var questions = controller.module.questions();
        var question = questions.open(run).getFirst();
        assertEquals(List.of("ada", "grace"), question.submitters());
        assertThrows(
                UserError.class, () -> questions.answer(run, question.step(), new Reply(true, "bob", false, Map.of())));
        var wrong = assertThrows(
                UserError.class,
                () -> questions.answer(
                        run, question.step(), new Reply(true, "ada", false, Map.of("WHERE", "moon", "X", 1))));
        assertEquals(
                List.of("values.WHERE", "values.X"),
                wrong.problems().stream().map(problem -> problem.path()).toList());
        assertTrue(questions.answer(
                run, question.step(), new Reply(true, "ada", false, Map.of("DRY", false, "WHERE", "live"))));
        assertFalse(questions.answer(run, question.step(), new Reply(true, "grace", false, Map.of())));
        var ended = controller.finish(run);
        var log = controller.log(run);
        assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow(), log);
        assertTrue(log.contains("Approved by ada\n"), log);
        assertTrue(log.contains("1.0 false live by ada\n"), log);
        assertEquals(List.of(), questions.open(run));
    }

    @Test
    void a_rejected_question_is_an_interruption_that_the_pipeline_can_catch_and_no_retry_repeats() throws Exception {
        var run = controller.accept("""
                try {
                    retry(3) { input 'Go?' }
                } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                    echo 'caught ' + e.message
                    throw e
                }
                """);
        controller.module.executions().advance(run);
        controller.awaitLog(run, "Go?\nProceed or Abort\n");
        var question = controller.module.questions().open(run).getFirst();
        assertTrue(
                controller.module.questions().answer(run, question.step(), new Reply(false, "root", true, Map.of())));
        var ended = controller.finish(run);
        var log = controller.log(run);
        assertEquals(RunResult.ABORTED, ended.state().outcome().orElseThrow(), log);
        assertTrue(log.contains("Rejected by root\n"), log);
        assertTrue(log.contains("caught Rejected by root\n"), log);
        assertEquals(log.indexOf("Go?"), log.lastIndexOf("Go?"), log);
    }
}
