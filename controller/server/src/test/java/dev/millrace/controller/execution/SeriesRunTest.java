package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.queue.WaitReasons;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** One that knows nothing of what the one before had in memory. */
    private static void another() {
        controller.close();
        controller = TestController.sound(world);
    }

    private static Run run(String branch, String pipeline) throws Exception {
        var run = controller.accept(pipeline, new RunSource(Optional.empty(), Map.of("BRANCH_NAME", branch)));
        controller.module.executions().advance(run);
        return controller.finish(run);
    }

    /** The lines of a log that begin with a word, without it. */
    private static String lines(Run run, String word) {
        return Pattern.compile("^" + word + " (.*)$", Pattern.MULTILINE)
                .matcher(controller.log(run.id()))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining(","));
    }

    private static String post(String branch, String step) throws Exception {
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
        return lines(run(branch, pipeline), "post");
    }

    @Test
    void post_conditions_compare_with_the_last_completed_run_of_the_branch() throws Exception {
        assertEquals("stage-changed,changed", post("a", "echo 'x'"), "the first is a change");
        assertEquals("", post("a", "echo 'x'"));
        assertEquals("stage-changed,changed,regression", post("a", "unstable 'x'"));
        assertEquals("stage-changed,changed", post("b", "echo 'x'"), "another branch begins anew");
        assertEquals("stage-changed,changed,regression", post("a", "error 'x'"));
        assertEquals("stage-changed,changed,fixed", post("a", "echo 'x'"));
    }

    @Test
    void earlier_runs_are_those_of_the_branch() throws Exception {
        var good = run("c", "echo 'x'");
        run("d", "echo 'x'");
        var bad = run("c", "currentBuild.displayName = 'worse'; error 'x'");
        var last = run("c", """
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
                lines(last, "number"));
        assertEquals(good.number() + " null", lines(last, "before"));
        assertEquals("" + good.number(), lines(last, "successful"));
        assertEquals("" + bad.number(), lines(last, "completed"));
        assertEquals(bad.number() + " " + good.number(), lines(last, "failed"));
        assertEquals("null", lines(last, "running"));
        assertEquals("[ada] [] []", lines(last, "causes"));
    }

    @Test
    void a_run_that_is_taken_up_again_compares_with_the_run_that_it_compared_with() throws Exception {
        run("e", "error 'x'");
        var run = controller.accept(
                "echo \"before ${currentBuild.previousBuild.number}\"\nsleep 2\necho \"again ${currentBuild.previousCompletedBuild.result}\"\n",
                new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "e")));
        controller.module.executions().advance(run);
        controller.awaitLog(run, "Sleeping");
        evaluators.killAll();
        var ended = controller.finish(run);
        assertTrue(ended.attempt() > 1, "it was not taken up again");
        assertEquals("FAILURE", lines(ended, "again"), controller.log(run));
    }

    @Test
    void a_stage_can_ask_who_started_the_run() throws Exception {
        var ended = run("f", """
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
        assertEquals("user,ada", lines(ended, "ran"), controller.log(ended.id()));
        assertFalse(controller.log(ended.id()).contains("previousBuild"));
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
        var first = run("g", CHANGES.formatted("r1", ""));
        assertEquals("none", lines(first, "before"));
        assertEquals("", lines(first, "ran"));
        var log = controller.log(first.id());
        assertTrue(log.contains("Warning, empty changelog. "), log);
        var second = run("g", CHANGES.formatted("r2", "'Fix it|src/a.c', 'Say|docs/b.md'"));
        assertEquals("r1", lines(second, "before"));
        assertEquals("src,docs,fix", lines(second, "ran"), controller.log(second.id()));
        assertEquals(
                "r26 Ada L. Fix it [src/a.c] edit 60000,r23 Ada L. Say [docs/b.md] edit 60000",
                lines(second, "change"));
        assertEquals(
                2,
                controller.runs.checkouts().of(second.id()).getFirst().changes().size());
        var third = run("g", CHANGES.formatted("r3", "'Say|docs/b.txt'"));
        assertEquals("r2", lines(third, "before"));
        assertEquals("", lines(third, "ran"));
        var other = run("h", CHANGES.formatted("r9", ""));
        assertEquals("none", lines(other, "before"));
    }

    private static Run start(String branch, String pipeline, Map<String, Object> parameters) throws Exception {
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
        var first = start("i", pipeline.formatted("test"), Map.of());
        assertEquals("null null", lines(first, "early"));
        assertEquals("test true", lines(first, "late"));
        var second = start("i", pipeline.formatted("new"), Map.of("DRY", "false"));
        assertEquals("test false", lines(second, "early"));
        assertEquals("new false", lines(second, "late"), "the pipeline's own default is the newer one");
        assertEquals(Map.of("TARGET", "test", "DRY", false), second.parameters());
        var refused = assertThrows(UserError.class, () -> start("i", "echo 'x'", Map.of("TARGTE", "prod")));
        assertEquals("Did you mean TARGET?", refused.problems().getFirst().hint());
        start("i", "properties([])", Map.of());
        assertEquals(Map.of("X", "1"), start("i", "echo 'x'", Map.of("X", "1")).parameters());
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
        var first = start("j", pipeline.formatted("""
                options { buildDiscarder(logRotator(numToKeepStr: '5')); timeout(time: 1, unit: 'HOURS') }
                parameters { string(name: 'TARGET', defaultValue: 'test') }
                triggers { cron('@daily') }
                """), Map.of());
        assertEquals("test test", lines(first, "target"), controller.log(first.id()));
        assertFalse(controller.log(first.id()).contains("properties"));
        var said = controller.settings.of(world.shop().project.id(), "j");
        assertEquals(
                List.of("buildDiscarder", "parameters", "pipelineTriggers"),
                said.list().stream().map(one -> one.kind()).toList());
        assertEquals(
                Map.of("value", Map.of("$class", "logRotator", "numToKeepStr", "5")),
                said.list().getFirst().fields());
        start("j", pipeline.formatted(""), Map.of());
        assertEquals(
                List.of(),
                controller.settings.of(world.shop().project.id(), "j").list());
    }

    @Test
    void a_run_waits_for_the_one_before_where_builds_are_not_concurrent() throws Exception {
        start("k", "properties([disableConcurrentBuilds()])", Map.of());
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
                RunResult.ABORTED, controller.finish(third).state().outcome().orElseThrow());
        controller.module.executions().advance(first);
        controller.finish(first);
        assertEquals(
                RunResult.SUCCESS, controller.finish(second).state().outcome().orElseThrow());
    }

    @Test
    void a_newer_run_aborts_the_one_before_where_that_is_wanted() throws Exception {
        start("l", "properties([disableConcurrentBuilds(abortPrevious: true)])", Map.of());
        var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "l"));
        var first = controller.accept("echo 'begun'\nsleep 100\n", source);
        controller.module.executions().advance(first);
        controller.awaitLog(first, "Sleeping");
        var second = controller.accept("echo 'second'", source);
        controller.module.executions().advance(second);
        assertEquals(
                RunResult.SUCCESS, controller.finish(second).state().outcome().orElseThrow());
        assertEquals(
                RunResult.NOT_BUILT, controller.finish(first).state().outcome().orElseThrow());
        var number = controller.runs.runs().find(second).orElseThrow().number();
        assertTrue(controller.log(first).contains("Aborted by #" + number), controller.log(first));
    }

    @Test
    void a_node_that_gets_no_agent_says_why_and_again_when_that_changes() throws Exception {
        try {
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
        var old = controller.accept("milestone 1\nsleep 3\nmilestone 2\necho 'passed'\n", source);
        controller.module.executions().advance(old);
        controller.awaitLog(old, "Sleeping");
        var run = controller.accept("milestone 1\nmilestone 2\nerror 'stop here'\n", source);
        var newer = controller.runs.runs().find(run).orElseThrow().number();
        // what it would abort is told to nobody: the controller is gone before
        controller.module.executions().advance(run);
        controller.finish(run);
        another();
        controller.module.start();
        var ended = controller.finish(old);
        assertFalse(controller.log(old).contains("passed\n"), controller.log(old));
        assertTrue(controller.log(old).contains("Superseded by #" + newer), controller.log(old));
        assertEquals(RunResult.NOT_BUILT, ended.state().outcome().orElseThrow());
        another();
        var late = controller.accept("milestone 1\nsleep 1\nmilestone 2\n", source);
        controller.module.executions().advance(late);
        assertEquals(
                RunResult.SUCCESS, controller.finish(late).state().outcome().orElseThrow());
    }

    @Test
    void a_branch_with_a_rate_begins_one_run_at_a_time_also_after_a_crash() throws Exception {
        var first = start("r", "properties([rateLimitBuilds(throttle(count: 1, durationName: 'second'))])", Map.of());
        var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "r"));
        var second = controller.accept("echo 'second'", source);
        var third = controller.accept("echo 'third'", source);
        another();
        controller.module.executions().advance(second);
        controller.module.executions().advance(third);
        var begun = new ArrayList<Instant>();
        begun.add(first.state().begunAt().orElseThrow());
        begun.add(controller.finish(second).state().begunAt().orElseThrow());
        begun.add(controller.finish(third).state().begunAt().orElseThrow());
        for (var i = 1; i < begun.size(); i++) {
            var passed = Duration.between(begun.get(i - 1), begun.get(i));
            // a turn is given each second; a run begins a moment after its turn
            assertTrue(passed.compareTo(Duration.ofMillis(500)) > 0, passed + " between " + begun);
        }
        assertTrue(
                controller.log(third).contains("Branch 'r' of its project starts at most 1 run a second: next at "),
                controller.log(third));
        assertEquals(List.of(), controller.module.waiting().waiting());
    }

    @Test
    void a_run_that_is_held_back_says_why_and_leaves_when_it_is_aborted() throws Exception {
        start("s", "properties([rateLimitBuilds(throttle: [count: 1, durationName: 'day'])])", Map.of());
        var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "s"));
        var run = controller.accept("echo 'x'", source);
        controller.module.executions().advance(run);
        controller.awaitLog(run, "starts at most 1 run a day");
        var waiting = controller.module.waiting().waiting();
        assertEquals(
                List.of(WaitingRuns.Kind.RATE),
                waiting.stream().map(one -> one.kind()).toList());
        assertTrue(
                waiting.getFirst().until().orElseThrow().isAfter(Instant.now().plusSeconds(80_000)));
        controller.module.executions().abort(run, "Not wanted");
        controller.finish(run);
        assertEquals(List.of(), controller.module.waiting().waiting());
    }

    @Test
    void runs_with_equal_parameters_go_one_after_the_other_where_that_is_wanted() throws Exception {
        start(
                "t",
                "properties([throttleJobProperty(limitOneJobWithMatchingParams: true, paramsToUseForLimit: 'A')])",
                Map.of());
        var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "t"));
        var first = controller.accept("sleep 1", source, Map.of("A", "1"));
        var same = controller.accept("echo 'x'", source, Map.of("A", "1"));
        var other = controller.accept("echo 'x'", source, Map.of("A", "2"));
        controller.module.executions().advance(same);
        controller.module.executions().advance(other);
        controller.finish(other);
        controller.awaitLog(same, "to end: throttleJobProperty(limitOneJobWithMatchingParams: true)");
        controller.module.executions().advance(first);
        controller.finish(first);
        controller.finish(same);
    }

    @Test
    void a_rate_that_is_none_fails_the_run_and_says_what_there_is() throws Exception {
        var run =
                start("u", "properties([rateLimitBuilds(throttle: [count: 1, durationName: 'fortnight'])])", Map.of());
        assertTrue(
                controller
                        .log(run.id())
                        .contains("rateLimitBuilds: durationName is second, minute, hour, day, week, month or year,"
                                + " not 'fortnight'"),
                controller.log(run.id()));
    }

    @Test
    void why_a_run_waited_is_forgotten_once_the_run_is_over_for_so_long() throws Exception {
        start("w", "properties([disableConcurrentBuilds()])", Map.of());
        var source = new RunSource(Optional.empty(), Map.of("BRANCH_NAME", "w"));
        var first = controller.accept("echo 'first'", source);
        var second = controller.accept("echo 'second'", source);
        controller.module.executions().advance(second);
        controller.awaitLog(second, "Waiting for");
        controller.module.executions().advance(first);
        var over = controller.finish(second).state().overAt().orElseThrow();
        var reasons = WaitReasons.on(db.database());
        reasons.forget(over);
        assertEquals(1, reasons.of(second).size());
        reasons.forget(over.plusMillis(1));
        assertEquals(List.of(), reasons.of(second));
    }
}
