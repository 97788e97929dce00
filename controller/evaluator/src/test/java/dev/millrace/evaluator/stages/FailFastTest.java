package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailFastTest {
    /** The first cell fails; the others wait for what never comes. */
    private static String matrix(String option, String directive) {
        return """
            pipeline {
                agent none
                options { %s }
                stages {
                    stage('m') {
                        %s
                        matrix {
                            axes { axis { name 'N'; values 'a', 'b', 'c' } }
                            stages {
                                stage('first') {
                                    steps { script { if (env.N == 'b') { isUnix(); error 'b failed' } } }
                                    post { aborted { echo "first $N aborted" }; failure { echo "first $N failed" } }
                                }
                                stage('second') {
                                    steps { hang 'for ever' }
                                    post { aborted { echo "second $N aborted" }; failure { echo "second $N failed" } }
                                }
                            }
                        }
                    }
                    stage('after') { steps { echo 'after' } }
                }
                post { failure { echo 'run failed' }; aborted { echo 'run aborted' } }
            }
            """.formatted(option, directive);
    }

    @ParameterizedTest
    @CsvSource({"parallelsAlwaysFailFast(), ''", "timeout(5), failFast true"})
    void the_others_are_aborted_and_the_run_is_a_failure(String option, String directive) {
        var seen = Program.of(matrix(option, directive)).run();
        assertEquals(Result.FAILURE, seen.result(), () -> seen.ended().toString());
        var echoes = seen.echoes();
        assertTrue(
                echoes.containsAll(List.of("first b failed", "second a aborted", "second c aborted", "run failed")),
                echoes::toString);
        assertFalse(echoes.contains("run aborted"), echoes::toString);
        assertTrue(echoes.contains("Stage \"after\" skipped due to earlier failure(s)"), echoes::toString);
        assertEquals("b failed", seen.ended().getProblems(0).getMessage());
    }

    @Test
    void stages_that_begin_at_the_same_time_are_aborted_also_before_their_first_step() {
        var seen = Program.of("""
                        pipeline {
                            agent none
                            stages {
                                stage('p') {
                                    failFast true
                                    parallel {
                                        stage('one') { steps { error 'at once' }; post { failure { echo 'one failed' } } }
                                        stage('two') { steps { echo 'two' }; post { aborted { echo 'two aborted' } } }
                                    }
                                }
                            }
                        }
                        """).run();
        assertEquals(Result.FAILURE, seen.result());
        assertTrue(seen.echoes().containsAll(List.of("one failed", "two aborted")), seen.echoes()::toString);
        assertFalse(seen.echoes().contains("two"), seen.echoes()::toString);
    }

    @Test
    void a_scripted_branch_that_has_not_begun_does_not_begin() {
        var seen = Program.of("""
                        parallel failFast: true,
                            a: { error 'at once' },
                            b: { echo 'never' }
                        """).run();
        assertEquals(Result.FAILURE, seen.result());
        assertFalse(seen.echoes().contains("never"), seen.echoes()::toString);
        assertTrue(seen.shape().contains("branch b"), seen.shape());
    }

    @Test
    void without_it_all_branches_run_to_their_end() {
        var seen = Program.of("parallel a: { error 'at once' }, b: { echo 'b runs' }")
                .run();
        assertEquals(Result.FAILURE, seen.result());
        assertTrue(seen.echoes().contains("b runs"));
    }
}
