package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageGraphTest {
    private static Program graph(String stages) {
        return Program.of("pipeline {\n agent none\n stages {\n" + stages + "\n }\n}\n");
    }

    @Test
    void a_stage_begins_when_all_that_it_needs_has_ended_and_source_order_means_nothing() {
        var seen = graph("""
                        stage('last') { needs 'left', 'right'; steps { echo 'last' } }
                        stage('left') { needs 'first'; steps { isUnix(); isUnix(); echo 'left' } }
                        stage('right') { needs 'first'; steps { isUnix(); echo 'right' } }
                        stage('first') { steps { echo 'first' } }
                        stage('alone') { steps { echo 'alone' } }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("first", "alone", "right", "left", "last"), seen.echoes());
        assertEquals("""
                parallel
                  branch first
                  branch alone
                    stage first
                    stage alone
                      echo first
                  branch left
                  branch right
                      echo alone
                    stage left
                    stage right
                      isUnix
                      isUnix
                      isUnix
                      echo right
                      echo left
                  branch last
                    stage last
                      echo last
                """, seen.shape());
    }

    @Test
    void what_needs_a_failed_stage_is_skipped_and_what_needs_the_failure_runs() {
        var seen = graph("""
                        stage('build') { steps { error 'broken' } }
                        stage('test') { needs 'build'; steps { echo 'test' } }
                        stage('deploy') { needs 'test'; steps { echo 'deploy' } }
                        stage('tell') { needs 'test', on: 'failure'; steps { echo 'tell' } }
                        stage('clean') { needs 'test', on: 'always'; steps { echo 'clean' } }
                        stage('lint') { steps { echo 'lint' } }
                        """).run();
        assertEquals(Result.FAILURE, seen.result());
        assertEquals("broken", seen.ended().getProblems(0).getMessage());
        assertEquals(
                List.of(
                        "lint",
                        "Failed in branch build",
                        "Stage \"test\" skipped due to needs: 'build' failed",
                        "Stage \"deploy\" skipped due to needs: 'test' failed",
                        "tell",
                        "clean"),
                sorted(seen.echoes(), "lint", "Failed", "Stage", "tell", "clean"));
    }

    /** The echoes in the order of these beginnings: which of two stages that run at the same time comes first is not told here. */
    private static List<String> sorted(List<String> echoes, String... beginnings) {
        return List.of(beginnings).stream()
                .flatMap(beginning -> echoes.stream().filter(echo -> echo.startsWith(beginning)))
                .toList();
    }

    @Test
    void a_stage_that_waits_for_a_failure_that_does_not_come_is_skipped_and_counts_as_well() {
        var seen = graph("""
                        stage('build') { steps { echo 'build' } }
                        stage('tell') { needs 'build', on: 'failure'; steps { echo 'tell' } }
                        stage('after') { needs 'tell'; steps { echo 'after' } }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result());
        assertEquals(
                List.of("build", "Stage \"tell\" skipped due to needs: 'build' did not fail", "after"), seen.echoes());
    }

    @Test
    void a_stage_that_its_when_skips_counts_as_well_and_an_unstable_one_too() {
        var seen = graph("""
                        stage('no') { when { expression { false } }; steps { echo 'no' } }
                        stage('shaky') { steps { unstable 'shaky' } }
                        stage('after') { needs 'no', 'shaky'; steps { echo 'after' } }
                        """).run();
        assertEquals(Result.UNSTABLE, seen.result());
        assertTrue(seen.echoes().contains("after"), seen.echoes()::toString);
    }

    @Test
    void outputs_are_read_by_later_stages_and_a_matrix_gives_lists() {
        var seen = graph("""
                        stage('plan') {
                            outputs { list 'shards'; text 'version' }
                            steps { script { output('shards', ['a', 'b', 'c']); output name: 'version', value: "1.${1 + 1}" } }
                        }
                        stage('test') {
                            needs 'plan'
                            matrix {
                                outputs { integer 'coverage' }
                                axes {
                                    axis { name 'SHARD'; values { outputs.plan.shards } }
                                    axis { name 'OS'; values 'linux', 'mac' }
                                }
                                excludes { exclude { axis { name 'SHARD'; values 'c' }; axis { name 'OS'; values 'mac' } } }
                                stages { stage('t') { steps { script { output('coverage', SHARD == 'a' ? 80 : 90) } } } }
                            }
                        }
                        stage('report') {
                            needs 'test', on: 'always'
                            steps {
                                echo "${outputs.plan.version} ${outputs['test'].coverage} ${outputs.test.cell(SHARD: 'b', OS: 'mac').coverage}"
                                script { outputs.test.cells.each { echo "${it.axes} ${it.outputs} ${it.result}" } }
                            }
                        }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(
                List.of(
                        "1.2 [80, 90, 90, 80, 90] 90",
                        "[SHARD:a, OS:linux] [coverage:80] SUCCESS",
                        "[SHARD:b, OS:linux] [coverage:90] SUCCESS",
                        "[SHARD:c, OS:linux] [coverage:90] SUCCESS",
                        "[SHARD:a, OS:mac] [coverage:80] SUCCESS",
                        "[SHARD:b, OS:mac] [coverage:90] SUCCESS"),
                seen.echoes());
    }

    @Test
    void an_output_of_another_type_fails_and_names_the_line() {
        var seen = graph("""
                        stage('a') {
                            outputs { integer 'count' }
                            steps { output('count', 'many') }
                        }
                        stage('b') { needs 'a', on: 'always'; steps { echo "count ${outputs.a.count}" } }
                        """).run();
        assertEquals(Result.FAILURE, seen.result());
        assertEquals(
                "Output 'count' of stage 'a' is an integer, not 'many' (line 6)",
                seen.ended().getProblems(0).getMessage());
        assertTrue(seen.echoes().contains("count null"));
    }

    @Test
    void an_output_that_is_not_declared_fails_with_the_nearest_name() {
        var seen = graph("""
                        stage('a') { outputs { text 'version' }; steps { script { output 'versoin', 'x' } } }
                        stage('b') { needs 'a'; steps { echo 'b' } }
                        """).run();
        assertEquals(
                "Stage 'a' declares no output 'versoin' (line 4). Did you mean 'version'?",
                seen.ended().getProblems(0).getMessage());
    }

    @Test
    void a_fan_out_of_too_many_cells_and_of_nothing_that_is_a_list_are_clear_problems() {
        var many = graph("""
                        stage('m') { matrix {
                            axes { axis { name 'A'; values { 1..200 } }; axis { name 'B'; values { 1..200 } } }
                            stages { stage('s') { steps { echo A } } } } }
                        """).run();
        assertEquals(
                "Matrix 'm' would have more than 10,000 cells: A has 200, B has 200",
                many.ended().getProblems(0).getMessage());
        var none = graph("""
                        stage('m') { matrix { axes { axis { name 'A'; values { null } } }
                            stages { stage('s') { steps { echo A } } } } }
                        """).run();
        assertEquals(
                "Axis A of matrix 'm' has no values: what computes them gave null. Does the stage need the one that sets them?",
                none.ended().getProblems(0).getMessage());
    }

    @Test
    void finish_ends_the_run_early_as_a_success() {
        var seen = Program.of("""
                        pipeline {
                            agent none
                            stages {
                                stage('long') { steps { hang 'on' }; post { aborted { echo 'long aborted' } } }
                                stage('look') {
                                    steps { script { isUnix(); try { finish('nothing to do') } catch (e) { echo 'caught' } finally { echo 'finally' } } }
                                    post { success { echo 'look fine' } }
                                }
                                stage('later') { needs 'long'; steps { echo 'later' } }
                            }
                            post { success { echo 'run fine' }; unsuccessful { echo 'not fine' } }
                        }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(0, seen.ended().getProblemsCount());
        assertEquals(
                List.of(
                        "Finished early: nothing to do",
                        "finally",
                        "Post stage",
                        "look fine",
                        "Stage \"later\" skipped due to an early finish",
                        "Post stage",
                        "long aborted",
                        "run fine"),
                seen.echoes());
    }

    @Test
    void finish_after_a_failure_leaves_the_failure() {
        var seen = Program.of("""
                        catchError { error 'early' }
                        retry(3) { catchError { finish 'enough' } }
                        echo 'never'
                        """).run();
        assertEquals(Result.FAILURE, seen.result());
        assertFalse(seen.echoes().contains("never"));
        assertTrue(seen.echoes().contains("Finished early: enough"));
    }

    @Test
    void with_fail_fast_a_failure_interrupts_what_runs_and_what_waits_for_it_still_begins() {
        var seen = Program.of("""
                        pipeline {
                            agent none
                            options { parallelsAlwaysFailFast() }
                            stages {
                                stage('long') { steps { hang 'on' } }
                                stage('bad') { steps { script { isUnix() }; error 'bad' } }
                                stage('next') { needs 'long'; steps { echo 'next' } }
                                stage('clean') { needs 'long', on: 'always'; steps { isUnix(); echo 'clean' } }
                            }
                        }
                        """).run();
        assertEquals(Result.FAILURE, seen.result());
        assertEquals("bad", seen.ended().getProblems(0).getMessage());
        assertTrue(seen.echoes().contains("clean"), seen.echoes()::toString);
        assertFalse(seen.echoes().contains("next"), seen.echoes()::toString);
    }

    @Test
    void an_abort_ends_what_runs_and_begins_nothing_new() {
        var seen = graph("""
                        stage('long') { steps { hang 'on' } }
                        stage('clean') { needs 'long', on: 'always'; steps { echo 'clean' } }
                        """).signal("", Signal.Kind.ABORT).run();
        assertEquals(Result.ABORTED, seen.result());
        assertFalse(seen.echoes().contains("clean"), seen.echoes()::toString);
    }

    @Test
    void a_timeout_inside_one_stage_is_that_stages_failure() {
        var seen = graph("""
                        stage('slow') { options { timeout(1) }; steps { hang 'on' } }
                        stage('tell') { needs 'slow', on: 'failure'; steps { echo 'tell' } }
                        """).signal("timeout", Signal.Kind.TIMEOUT).run();
        assertEquals(Result.ABORTED, seen.result());
        assertTrue(seen.echoes().contains("tell"), seen.echoes()::toString);
    }

    @Test
    void a_graph_inside_each_cell_of_a_matrix_has_its_own_stages() {
        var seen = graph("""
                        stage('m') {
                            matrix {
                                axes { axis { name 'N'; values '1', '2' } }
                                stages {
                                    stage('use') { needs 'make'; steps { echo "use ${outputs.make.x}" } }
                                    stage('make') { outputs { text 'x' }; steps { isUnix(); output('x', "x$N") } }
                                }
                            }
                        }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("use x1", "use x2"), seen.echoes());
    }
}
