package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedTest {
    @Test
    void a_scripted_pipeline_runs_its_steps_in_order() {
        var seen = Program.of("""
                        node('linux') {
                            stage('Build') {
                                def out = sh(script: 'make', returnStdout: true).trim()
                                echo "got ${out}"
                            }
                            stage('Test') {
                                parallel(
                                    unit: { sh 'unit' },
                                    lint: { echo 'lint'; sh 'lint' })
                            }
                        }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("got out of make", "lint"), seen.echoes());
        assertEquals("""
                node linux
                  stage Build
                    sh make
                    echo got out of make
                  stage Test
                    parallel
                      branch unit
                      branch lint
                        sh unit
                        echo lint
                        sh lint
                """, seen.shape());
    }

    @Test
    void a_step_that_fails_can_be_caught() {
        var seen = Program.of("""
                        node {
                            try { sh 'false' } catch (hudson.AbortException e) { echo "caught ${e.message}" } finally { echo 'finally' }
                            try { sh 'false' } catch (e) { echo "$e" }
                            echo "status ${sh(script: 'false', returnStatus: true)}"
                        }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result());
        assertEquals(
                List.of(
                        "caught script returned exit code 1",
                        "finally",
                        "hudson.AbortException: script returned exit code 1",
                        "status 1"),
                seen.echoes());
    }

    @Test
    void what_nobody_catches_fails_the_run_with_its_line() {
        var seen = Program.of("node {\n  echo 'a'\n  sh 'false'\n}").run();
        assertEquals(Result.FAILURE, seen.result());
        assertEquals("script returned exit code 1", seen.ended().getProblems(0).getMessage());
        assertEquals(3, seen.ended().getProblems(0).getLine());
    }

    @Test
    void an_unknown_step_names_the_nearest_one_and_its_line() {
        var seen = Program.of("echo 'a'\nnode {\n  ech 'b'\n}").run();
        assertEquals(Result.FAILURE, seen.result());
        var problem = seen.ended().getProblems(0);
        assertTrue(problem.getMessage().contains("No such DSL method 'ech'"), problem.getMessage());
        assertTrue(problem.getMessage().contains("Did you mean 'echo'?"), problem.getMessage());
        assertEquals(3, problem.getLine());
    }

    @Test
    void an_abort_reaches_every_branch_and_finally_still_runs() {
        var seen = Program.of("""
                        try {
                            parallel a: { hang() }, b: { try { hang() } finally { echo 'cleaned' } }
                        } finally { echo 'end' }
                        """).signal("", Signal.Kind.ABORT).run();
        assertEquals(Result.ABORTED, seen.result());
        assertTrue(
                seen.echoes().containsAll(List.of("cleaned", "end")),
                seen.echoes().toString());
    }

    @Test
    void a_timeout_interrupts_what_is_inside_its_block_alone() {
        var seen = Program.of("""
                        try {
                            timeout(time: 5, unit: 'SECONDS') { hang() }
                        } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                            echo "caught ${e.result}"
                        }
                        echo 'after'
                        """).signal("timeout", Signal.Kind.TIMEOUT).run();
        assertEquals(Result.SUCCESS, seen.result());
        assertEquals(List.of("caught ABORTED", "after"), seen.echoes());
    }

    @Test
    void time_and_randomness_come_from_the_journal() {
        var program = Program.of("""
                def a = System.currentTimeMillis(); def b = new Date().time; def c = UUID.randomUUID()
                def r = new Random().nextInt(1000); def m = Math.random()
                say = { echo "$a $b $c $r $m ${java.time.Instant.now()}" }
                say()
                """);
        var seen = program.play(List.of());
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(
                6, seen.journal().stream().filter(JournalEntry::hasHandedOut).count());
        for (int cut = 6; cut < seen.journal().size(); cut++) {
            assertEquals(
                    seen.journal(), program.play(seen.journal().subList(0, cut)).journal());
        }
    }

    @Test
    void sleep_is_the_step_wherever_it_stands_and_not_groovys_own_method() {
        var seen = Program.of("""
                        sleep 1
                        def nap = { sleep 2 }
                        nap()
                        node { if (true) { sleep time: 3, unit: 'SECONDS' } }
                        steps.sleep 4
                        class Later { void go() { sleep 5 } }
                        new Later().go()
                        def later() { [1].each { sleep(6) } }
                        later()
                        """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L, 6L),
                seen.asked("sleep").stream()
                        .map(asked -> asked.getArguments(0).getValue().getInteger())
                        .toList());
    }
}
