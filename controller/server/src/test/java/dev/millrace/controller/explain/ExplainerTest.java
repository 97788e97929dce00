package dev.millrace.controller.explain;

import static dev.millrace.controller.explain.Journals.map;
import static dev.millrace.controller.explain.Journals.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Journals, and what is said of them. */
class ExplainerTest {
    private static final String EXIT_1 = "script returned exit code 1";

    private final Journals run = new Journals();

    @BeforeEach
    void begin() {
        run.began("");
    }

    @Test
    void a_failure_is_followed_inwards_to_the_step_that_it_came_from() {
        var stage = run.block("stage", 0, "Test");
        var node = run.asked("node", stage, true);
        run.done(node);
        var sh = run.printed("FAIL: 3 tests").sh(node, "make test");
        run.failed(sh, EXIT_1);
        run.closed(node, Result.FAILURE, EXIT_1);
        run.closed(stage, Result.FAILURE, EXIT_1);
        assertEquals("""
                shop #1 failed
                  Started by ada
                  stage 'Test' failed :1
                    sh 'make test' failed: script returned exit code 1 :3
                    | FAIL: 3 tests
                """, run.ended(Result.FAILURE, EXIT_1));
    }

    @Test
    void code_that_throws_is_named_with_the_line_that_the_run_knows() {
        var node = run.asked("node", 0, true);
        run.done(node);
        run.closed(node, Result.FAILURE, "java.lang.NullPointerException");
        assertEquals("""
                shop #1 failed
                  Started by ada
                  code in node threw java.lang.NullPointerException :99
                """, run.ended(Result.FAILURE, "java.lang.NullPointerException"));
    }

    @Test
    void a_failure_of_no_step_is_the_runs_own() {
        assertEquals("""
                shop #1 failed
                  Started by ada
                  The run reached its limit :99
                """, run.ended(Result.FAILURE, "The run reached its limit"));
    }

    @Test
    void what_fails_in_post_is_not_what_made_the_stage_fail() {
        var stage = run.block("stage", 0, "Test");
        run.failed(run.sh(stage, "make"), EXIT_1);
        run.remark(stage, "Post stage");
        run.failed(run.sh(stage, "clean"), EXIT_1);
        run.closed(stage, Result.FAILURE, EXIT_1);
        assertTrue(run.ended(Result.FAILURE, EXIT_1).contains("    sh 'make' failed"));
    }

    @Test
    void failures_that_were_caught_name_who_caught_them() {
        var guard = run.noted("catchError", 0, true);
        run.failed(run.sh(guard, "lint"), "exit 3");
        run.closed(guard, Result.FAILURE, "exit 3");
        var node = run.asked("node", 0, true);
        run.done(node);
        run.failed(run.sh(node, "try"), "exit 4");
        run.done(run.sh(node, "go on"));
        run.closed(node);
        assertEquals("""
                shop #1 failed
                  Started by ada
                  catchError caught a failure :1
                    sh 'lint' failed: exit 3 :2
                  the pipeline caught a failure :3
                    sh 'try' failed: exit 4 :4
                """, run.ended(Result.FAILURE));
    }

    @Test
    void retry_counts_its_tries_and_says_when_it_gave_up() {
        var retry = run.noted("retry", 0, true, text("count", "2"));
        run.failed(run.sh(retry, "flaky"), EXIT_1);
        run.remark(retry, "ERROR: " + EXIT_1);
        run.remark(retry, "Retrying");
        run.failed(run.sh(retry, "flaky"), EXIT_1);
        run.closed(retry, Result.FAILURE, EXIT_1);
        assertEquals("""
                shop #1 failed
                  Started by ada
                  retry gave up after 2 tries :1
                    sh 'flaky' failed: script returned exit code 1 :5
                  retry: try 1 of 2 failed, and it was tried again :1
                    sh 'flaky' failed: script returned exit code 1 :2
                """, run.ended(Result.FAILURE, EXIT_1));
    }

    @Test
    void fail_fast_names_the_branch_that_failed_and_why() {
        var parallel = run.noted("parallel", 0, true);
        var a = run.block("branch", parallel, "a");
        var b = run.block("branch", parallel, "b");
        var error = run.noted("error", a, false, text("message", "broken"));
        var sh = run.sh(b, "sleep 30");
        run.closed(a, Result.FAILURE, "broken");
        run.failed(sh, StepFailure.Kind.INTERRUPTED, "Failed in branch a");
        run.closed(b, Result.ABORTED, "Failed in branch a");
        run.closed(parallel, Result.FAILURE, "broken");
        assertEquals(4, error);
        assertEquals("""
                shop #1 failed
                  Started by ada
                  branch 'a' failed :2
                    the pipeline called error 'broken' :4
                  sh 'sleep 30' was stopped since branch 'a' beside it failed (failFast) :5
                """, run.ended(Result.FAILURE, "broken"));
        assertEquals("""
                Branch 'b' was aborted :3
                  sh 'sleep 30' was stopped since branch 'a' beside it failed (failFast) :5
                    branch 'a' failed :2
                      the pipeline called error 'broken' :4
                """, run.stage("b"));
    }

    @Test
    void a_timeout_names_its_block_and_an_abort_who_wanted_it() {
        var timeout = run.asked("timeout", 0, true, text("time", "1"), text("unit", "MINUTES"));
        run.done(timeout);
        var sh = run.sh(timeout, "sleep 600");
        run.signal(Signal.Kind.TIMEOUT, timeout, "");
        run.failed(sh, StepFailure.Kind.INTERRUPTED, "Timeout has been exceeded");
        run.closed(timeout, Result.ABORTED, "Timeout has been exceeded");
        var next = run.sh(0, "sleep 700");
        run.signal(Signal.Kind.ABORT, 0, "Superseded by #2");
        run.failed(next, StepFailure.Kind.INTERRUPTED, "Superseded by #2");
        assertEquals("""
                shop #1 was aborted
                  Started by ada
                  sh 'sleep 700' was stopped: Superseded by #2 :3
                """, run.ended(Result.ABORTED, "Superseded by #2"));
        assertTrue(Journals.words(new Failing(Story.of(run.journal()), _ -> java.util.List.of())
                        .of(Story.of(run.journal()).act(timeout).orElseThrow()))
                .contains("sh 'sleep 600' was stopped: the timeout of 1 minute in line 1 ran out :2"));
    }

    @Test
    void a_node_that_an_abort_took_out_of_the_queue_was_stopped_not_lost() {
        var node = run.asked("node", 0, true);
        run.signal(Signal.Kind.ABORT, 0, "Aborted by ada");
        run.failed(node, StepFailure.Kind.LOST, "Aborted by ada");
        assertTrue(run.ended(Result.ABORTED, "Aborted by ada").contains("  node was stopped: Aborted by ada :1"));
    }

    @Test
    void a_rejected_question_names_who_rejected_it() {
        var input = run.asked("input", 0, false, text("message", "Ship it?"));
        run.failed(input, StepFailure.Kind.INTERRUPTED, "Rejected by bob");
        assertEquals("""
                shop #1 was aborted
                  Started by ada
                  input 'Ship it?' was rejected by bob :1
                  input 'Ship it?' waited 1.0 s for an answer: Rejected by bob :1
                """, run.ended(Result.ABORTED, "Rejected by bob"));
    }

    @Test
    void a_skipped_stage_tells_its_conditions_and_what_was_found() {
        var stage = run.block("stage", 0, "Deploy");
        run.remark(stage, "Stage \"Deploy\" skipped due to when conditional");
        run.closed(
                stage,
                Result.SUCCESS,
                "",
                NamedValue.newBuilder()
                        .setName("when")
                        .setValue(map(
                                text("condition", "branch"),
                                text("held", "false"),
                                text("wanted", "main"),
                                text("found", "feature-x")))
                        .build());
        assertEquals("""
                Stage 'Deploy' was skipped: its 'when' did not hold :1
                  branch 'main' did not hold: found feature-x
                """, run.stage("Deploy"));
    }

    @Test
    void a_stage_after_a_failure_names_the_stage_that_had_failed_and_only_the_outermost_is_told() {
        var build = run.block("stage", 0, "Build");
        run.failed(run.sh(build, "make"), EXIT_1);
        run.closed(build, Result.FAILURE, EXIT_1);
        var deploy = run.block("stage", 0, "Deploy");
        run.remark(deploy, "Stage \"Deploy\" skipped due to earlier failure(s)");
        var inner = run.block("stage", deploy, "Inner");
        run.remark(inner, "Stage \"Inner\" skipped due to earlier failure(s)");
        run.closed(inner);
        run.closed(deploy);
        assertEquals("""
                shop #1 failed
                  Started by ada
                  stage 'Build' failed :1
                    sh 'make' failed: script returned exit code 1 :2
                  stage 'Deploy' was skipped: stage 'Build' had failed :3
                """, run.ended(Result.FAILURE, EXIT_1));
        assertEquals("Stage 'Inner' was skipped: stage 'Build' had failed :5\n", run.stage("Inner"));
    }

    @Test
    void waiting_for_an_agent_tells_the_reasons_as_they_changed() {
        var node = run.asked("node", 0, true, text("label", "mars"));
        run.reason(node, "No agent has the label mars")
                .later(1)
                .reason(node, "No agent has the label mars")
                .later(59)
                .reason(node, "All 1 agents are busy")
                .later(5);
        run.outcome(Outcome.newBuilder().setStep(node).setValue(map(text("node", "rover"))));
        assertEquals("""
                shop #1 goes on
                  Started by ada
                  node('mars') waited 1 min 6 s for an agent, and got rover :1
                    No agent has the label mars
                    All 1 agents are busy
                """, run.going());
    }

    @Test
    void an_answer_names_who_gave_it() {
        var input = run.asked("input", 0, false, text("message", "Ship it?"));
        run.later(29).outcome(Outcome.newBuilder().setStep(input).addTold(text("by", "bob")));
        assertTrue(run.going().contains("input 'Ship it?' waited 30 s for an answer: approved by bob :1"));
    }

    @Test
    void what_made_it_unstable_is_told() {
        var junit = run.asked("junit", 0, false, text("testResults", "*.xml"));
        run.outcome(
                Outcome.newBuilder().setStep(junit).setWorsened(Result.UNSTABLE).setWorsenedWhy("1 of 9 tests failed"));
        run.noted("unstable", 0, false, text("message", "odd"));
        assertEquals("""
                shop #1 is unstable
                  Started by ada
                  junit '*.xml' made it UNSTABLE: 1 of 9 tests failed :1
                  the pipeline said unstable: odd :2
                """, run.ended(Result.UNSTABLE));
    }

    @Test
    void a_lost_evaluator_and_a_lost_agent_are_told_with_what_was_done() {
        var sh = run.sh(0, "make");
        run.began("its evaluator was lost: it ended with code 137");
        run.failed(sh, StepFailure.Kind.LOST, "The agent did not come back in time");
        assertEquals("""
                shop #1 failed
                  Started by ada
                  its program was begun again from its journal of 2 entries: its evaluator was lost: it ended with code 137
                  sh 'make' was lost: The agent did not come back in time :1
                """, run.ended(Result.FAILURE, "The agent did not come back in time"));
    }

    @Test
    void a_run_that_had_to_wait_for_its_turn_tells_for_whom() {
        var late = new Journals().reason(0, "#11 had to end first").later(12).began("");
        assertEquals("""
                shop #1 goes on
                  Started by ada
                  it waited 12 s before it began
                    #11 had to end first
                """, late.going());
    }

    @Test
    void a_run_that_goes_on_tells_what_it_is_at() {
        run.sh(0, "make");
        assertEquals("shop #1 goes on, in sh 'make'\n  Started by ada\n", run.going());
    }

    @Test
    void of_very_many_things_the_first_are_told_and_the_others_counted() {
        for (var index = 0; index < 1_000; index++) {
            var stage = run.block("stage", 0, "S" + index);
            run.remark(stage, "Stage \"S%d\" skipped due to when conditional".formatted(index));
            run.closed(stage);
        }
        var words = run.ended(Result.SUCCESS);
        assertEquals(2 + 25 + 1, words.lines().count());
        assertTrue(words.endsWith("  and 975 more stages were skipped\n"), words);
    }
}
