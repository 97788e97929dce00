package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one project, one after the other: what the later ones know of the earlier ones. */
class SeriesRunTest {
    @TempDir
    private static Path empty;

    private static TestDatabase db;
    private static TestController.World world;
    private static final List<EvaluatorLauncher.Started> STARTED = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var real = EvaluatorModule.processes(EvaluatorSettings.usual(
                Path.of(System.getProperty("java.home"), "bin", "java"), classPath, empty.resolve("evaluator")));
        world = TestController.World.create(db, () -> {
            var started = real.launch();
            STARTED.add(started);
            return started;
        });
    }

    @AfterAll
    static void close() {
        STARTED.forEach(EvaluatorLauncher.Started::kill);
        db.close();
    }

    private static Run run(TestController controller, String branch, String pipeline) throws Exception {
        var run = controller.accept(pipeline, new RunSource(Optional.empty(), Map.of("BRANCH_NAME", branch)));
        controller.module.executions().advance(run);
        return controller.finish(run);
    }

    /** The lines of a log that begin with a word, without it. */
    private static String lines(TestController controller, Run run, String word) {
        return Pattern.compile("^" + word + " (.*)$", Pattern.MULTILINE)
                .matcher(controller.log(run.id()))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining(","));
    }

    private static String post(TestController controller, String branch, String step) throws Exception {
        var pipeline = """
            pipeline {
                agent none
                stages {
                    stage('s') {
                        steps { %s }
                        post { changed { echo 'post stage-changed' } }
                    }
                }
                post {
                    changed { echo 'post changed' }
                    fixed { echo 'post fixed' }
                    regression { echo 'post regression' }
                }
            }
            """.formatted(step);
        return lines(controller, run(controller, branch, pipeline), "post");
    }

    @Test
    void post_conditions_compare_with_the_last_completed_run_of_the_branch() throws Exception {
        try (var controller = TestController.sound(world)) {
            assertEquals("stage-changed,changed", post(controller, "a", "echo 'x'"), "the first is a change");
            assertEquals("", post(controller, "a", "echo 'x'"));
            assertEquals("stage-changed,changed,regression", post(controller, "a", "unstable 'x'"));
            assertEquals("stage-changed,changed", post(controller, "b", "echo 'x'"), "another branch begins anew");
            assertEquals("stage-changed,changed,regression", post(controller, "a", "error 'x'"));
            assertEquals("stage-changed,changed,fixed", post(controller, "a", "echo 'x'"));
        }
    }

    @Test
    void earlier_runs_are_those_of_the_branch() throws Exception {
        try (var controller = TestController.sound(world)) {
            var good = run(controller, "c", "echo 'x'");
            run(controller, "d", "echo 'x'");
            var bad = run(controller, "c", "currentBuild.displayName = 'worse'; error 'x'");
            var last = run(controller, "c", """
                    def p = currentBuild.previousBuild
                    echo "number ${p.number} ${p.result} ${p.fullDisplayName} ${p.absoluteUrl}"
                    echo "before ${p.previousBuild.number} ${p.previousBuild.previousBuild}"
                    echo "successful ${currentBuild.previousSuccessfulBuild.number}"
                    echo "completed ${currentBuild.previousCompletedBuild.number}"
                    echo "failed ${currentBuild.previousFailedBuild.number} ${currentBuild.previousNotFailedBuild.number}"
                    echo "running ${currentBuild.previousBuildInProgress}"
                    echo "causes ${currentBuild.getBuildCauses('hudson.model.Cause$UserIdCause')*.userId} ${currentBuild.getBuildCauses('hudson.triggers.TimerTrigger$TimerTriggerCause')} ${currentBuild.upstreamBuilds}"
                    """);
            assertEquals(
                    "%d FAILURE till worse http://localhost/runs/%s".formatted(bad.number(), bad.id()),
                    lines(controller, last, "number"));
            assertEquals(good.number() + " null", lines(controller, last, "before"));
            assertEquals("" + good.number(), lines(controller, last, "successful"));
            assertEquals("" + bad.number(), lines(controller, last, "completed"));
            assertEquals(bad.number() + " " + good.number(), lines(controller, last, "failed"));
            assertEquals("null", lines(controller, last, "running"));
            assertEquals("[ada] [] []", lines(controller, last, "causes"));
        }
    }

    @Test
    void a_run_that_is_taken_up_again_compares_with_the_run_that_it_compared_with() throws Exception {
        try (var controller = TestController.sound(world)) {
            run(controller, "e", "error 'x'");
            var run = controller.accept(
                    "echo \"before ${currentBuild.previousBuild.number}\"\nsleep 2\necho \"again ${currentBuild.previousCompletedBuild.result}\"\n",
                    new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "e")));
            controller.module.executions().advance(run);
            controller.awaitLog(run, "Sleeping");
            STARTED.forEach(EvaluatorLauncher.Started::kill);
            var ended = controller.finish(run);
            assertTrue(ended.attempt() > 1, "it was not taken up again");
            assertEquals("FAILURE", lines(controller, ended, "again"), controller.log(run));
        }
    }

    @Test
    void a_stage_can_ask_who_started_the_run() throws Exception {
        try (var controller = TestController.sound(world)) {
            var ended = run(controller, "f", """
                    pipeline {
                        agent none
                        stages {
                            stage('timer') {
                                when { triggeredBy 'TimerTrigger' }
                                steps { echo 'ran timer' }
                            }
                            stage('user') {
                                when { triggeredBy 'UserIdCause' }
                                steps { echo 'ran user' }
                            }
                            stage('ada') {
                                when { triggeredBy cause: 'UserIdCause', detail: 'ada' }
                                steps { echo 'ran ada' }
                            }
                            stage('bob') {
                                when { triggeredBy cause: 'UserIdCause', detail: 'bob' }
                                steps { echo 'ran bob' }
                            }
                        }
                    }
                    """);
            assertEquals("user,ada", lines(controller, ended, "ran"), controller.log(ended.id()));
            assertFalse(controller.log(ended.id()).contains("previousBuild"));
        }
    }

    private static final String CHANGES = """
            pipeline {
                agent any
                stages {
                    stage('s') {
                        steps {
                            script {
                                echo "before ${checkout([$class: 'Fake', revision: '%s', changes: [%s]]).GIT_PREVIOUS_COMMIT}"
                                currentBuild.changeSets.each { set ->
                                    for (entry in set.items) {
                                        echo "change ${entry.commitId} ${entry.author.fullName} ${entry.msg} ${entry.affectedFiles*.path} ${entry.affectedFiles[0].editType.name} ${entry.timestamp}"
                                    }
                                }
                            }
                        }
                    }
                    stage('src') {
                        when { changeset 'SRC/**' }
                        steps { echo 'ran src' }
                    }
                    stage('docs') {
                        when { changeset pattern: 'docs/.*\\\\.md', comparator: 'REGEXP' }
                        steps { echo 'ran docs' }
                    }
                    stage('fix') {
                        when { changelog 'Fix.*' }
                        steps { echo 'ran fix' }
                    }
                }
            }
            """;

    @Test
    void a_run_knows_what_its_checkout_brought() throws Exception {
        try (var controller = TestController.sound(world)) {
            var first = run(controller, "g", CHANGES.formatted("r1", ""));
            assertEquals("none", lines(controller, first, "before"));
            assertEquals("", lines(controller, first, "ran"));
            var log = controller.log(first.id());
            assertTrue(log.contains("Warning, empty changelog. "), log);
            var second = run(controller, "g", CHANGES.formatted("r2", "'Fix it|src/a.c', 'Say|docs/b.md'"));
            assertEquals("r1", lines(controller, second, "before"));
            assertEquals("src,docs,fix", lines(controller, second, "ran"), controller.log(second.id()));
            assertEquals(
                    "r26 Ada L. Fix it [src/a.c] edit 60000,r23 Ada L. Say [docs/b.md] edit 60000",
                    lines(controller, second, "change"));
            assertEquals(
                    2,
                    controller
                            .runs
                            .checkouts()
                            .of(second.id())
                            .getFirst()
                            .changes()
                            .size());
            var third = run(controller, "g", CHANGES.formatted("r3", "'Say|docs/b.txt'"));
            assertEquals("r2", lines(controller, third, "before"));
            assertEquals("", lines(controller, third, "ran"));
            var other = run(controller, "h", CHANGES.formatted("r9", ""));
            assertEquals("none", lines(controller, other, "before"));
        }
    }

    private static Run start(TestController controller, String branch, String pipeline, Map<String, Object> parameters)
            throws Exception {
        var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", branch));
        var run = controller.accept(pipeline, source, parameters);
        controller.module.executions().advance(run);
        return controller.finish(run);
    }

    @Test
    void parameters_that_a_pipeline_declares_are_those_of_the_next_run() throws Exception {
        var pipeline = """
                echo "early ${params.TARGET} ${params.DRY}"
                properties([parameters([string(name: 'TARGET', defaultValue: '%s'), booleanParam(name: 'DRY', defaultValue: true)])])
                echo "late ${params.TARGET} ${params.DRY}"
                """;
        try (var controller = TestController.sound(world)) {
            var first = start(controller, "i", pipeline.formatted("test"), Map.of());
            assertEquals("null null", lines(controller, first, "early"));
            assertEquals("test true", lines(controller, first, "late"));
            var second = start(controller, "i", pipeline.formatted("new"), Map.of("DRY", "false"));
            assertEquals("test false", lines(controller, second, "early"));
            assertEquals("new false", lines(controller, second, "late"), "the pipeline's own default is the newer one");
            assertEquals(Map.of("TARGET", "test", "DRY", false), second.parameters());
            var refused =
                    assertThrows(UserError.class, () -> start(controller, "i", "echo 'x'", Map.of("TARGTE", "prod")));
            assertEquals("Did you mean TARGET?", refused.problems().getFirst().hint());
            start(controller, "i", "properties([])", Map.of());
            assertEquals(
                    Map.of("X", "1"),
                    start(controller, "i", "echo 'x'", Map.of("X", "1")).parameters());
        }
    }

    @Test
    void what_a_declarative_pipeline_says_is_kept_until_it_says_otherwise() throws Exception {
        var pipeline = """
                pipeline {
                    agent any
                    %s
                    stages { stage('s') { steps { echo "target ${params.TARGET} ${env.TARGET}" } } }
                }
                """;
        try (var controller = TestController.sound(world)) {
            var first = start(controller, "j", pipeline.formatted("""
                    options { buildDiscarder(logRotator(numToKeepStr: '5')); timeout(time: 1, unit: 'HOURS') }
                    parameters { string(name: 'TARGET', defaultValue: 'test') }
                    triggers { cron('@daily') }
                    """), Map.of());
            assertEquals("test test", lines(controller, first, "target"), controller.log(first.id()));
            assertFalse(controller.log(first.id()).contains("properties"));
            var said = controller.settings.of(world.shop().project.id(), "j");
            assertEquals(
                    List.of("buildDiscarder", "parameters", "pipelineTriggers"),
                    said.list().stream().map(one -> one.kind()).toList());
            assertEquals(
                    Map.of("value", Map.of("$class", "logRotator", "numToKeepStr", "5")),
                    said.list().getFirst().fields());
            start(controller, "j", pipeline.formatted(""), Map.of());
            assertEquals(
                    List.of(),
                    controller.settings.of(world.shop().project.id(), "j").list());
        }
    }

    @Test
    void a_run_waits_for_the_one_before_where_builds_are_not_concurrent() throws Exception {
        try (var controller = TestController.sound(world)) {
            start(controller, "k", "properties([disableConcurrentBuilds()])", Map.of());
            var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "k"));
            var first = controller.accept("echo 'first'\nsleep 1\n", source);
            var second = controller.accept("echo 'second'", source);
            var third = controller.accept("echo 'third'", source);
            controller.module.executions().advance(second);
            controller.module.executions().advance(third);
            var number = controller.runs.runs().find(first).orElseThrow().number();
            controller.awaitLog(second, "Waiting for #" + number + " to end: disableConcurrentBuilds\n");
            controller.awaitLog(third, "Waiting for #" + (number + 1) + " to end: disableConcurrentBuilds\n");
            controller.module.executions().abort(third, "Not wanted");
            assertEquals(
                    RunResult.ABORTED,
                    controller.finish(third).state().outcome().orElseThrow());
            controller.module.executions().advance(first);
            controller.finish(first);
            assertEquals(
                    RunResult.SUCCESS,
                    controller.finish(second).state().outcome().orElseThrow());
        }
    }

    @Test
    void a_newer_run_aborts_the_one_before_where_that_is_wanted() throws Exception {
        try (var controller = TestController.sound(world)) {
            start(controller, "l", "properties([disableConcurrentBuilds(abortPrevious: true)])", Map.of());
            var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "l"));
            var first = controller.accept("echo 'begun'\nsleep 100\n", source);
            controller.module.executions().advance(first);
            controller.awaitLog(first, "Sleeping");
            var second = controller.accept("echo 'second'", source);
            controller.module.executions().advance(second);
            assertEquals(
                    RunResult.SUCCESS,
                    controller.finish(second).state().outcome().orElseThrow());
            assertEquals(
                    RunResult.NOT_BUILT,
                    controller.finish(first).state().outcome().orElseThrow());
            var number = controller.runs.runs().find(second).orElseThrow().number();
            assertTrue(controller.log(first).contains("Aborted by #" + number), controller.log(first));
        }
    }

    @Test
    void a_node_that_gets_no_agent_says_why_and_again_when_that_changes() throws Exception {
        try (var controller = TestController.sound(world)) {
            world.agents().busy("No agent has the labels 'gpu'");
            var run = controller.accept("node('gpu') { echo 'in' }");
            controller.module.executions().advance(run);
            controller.awaitLog(run, "Still waiting to schedule task: No agent has the labels 'gpu'\n");
            world.agents().busy("Agents that could take it are busy: big");
            controller.awaitLog(run, "Still waiting to schedule task: Agents that could take it are busy: big\n");
            world.agents().busy(null);
            assertEquals(
                    RunResult.SUCCESS, controller.finish(run).state().outcome().orElseThrow());
            assertEquals(3, controller.log(run).split("Still waiting", -1).length, controller.log(run));
        } finally {
            world.agents().busy(null);
        }
    }

    @Test
    void an_older_run_does_not_pass_a_milestone_that_a_newer_one_has_passed_before_a_crash() throws Exception {
        var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "m"));
        RunId old;
        long newer;
        try (var controller = TestController.sound(world)) {
            old = controller.accept("milestone 1\nsleep 3\nmilestone 2\necho 'passed'\n", source);
            controller.module.executions().advance(old);
            controller.awaitLog(old, "Sleeping");
            var run = controller.accept("milestone 1\nmilestone 2\nerror 'stop here'\n", source);
            newer = controller.runs.runs().find(run).orElseThrow().number();
            // what it would abort is told to nobody: the controller is gone before
            controller.module.executions().advance(run);
            controller.finish(run);
        }
        try (var controller = TestController.sound(world)) {
            controller.module.start();
            var ended = controller.finish(old);
            assertFalse(controller.log(old).contains("passed\n"), controller.log(old));
            assertTrue(controller.log(old).contains("Superseded by #" + newer), controller.log(old));
            assertEquals(RunResult.NOT_BUILT, ended.state().outcome().orElseThrow());
        }
        try (var controller = TestController.sound(world)) {
            var late = controller.accept("milestone 1\nsleep 1\nmilestone 2\n", source);
            controller.module.executions().advance(late);
            assertEquals(
                    RunResult.SUCCESS, controller.finish(late).state().outcome().orElseThrow());
        }
    }
}
