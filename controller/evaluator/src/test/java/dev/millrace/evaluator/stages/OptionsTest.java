package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static Program pipeline(String options, String stage) {
        return Program.of("pipeline {\nagent any\noptions { %s }\nstages { %s } }".formatted(options, stage))
                .build("scm", Map.of("$class", "WorkingTree"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            disableResume()           | a run goes on after the controller was away
            preserveStashes()         | stashes end with their run
            buildBlocker(blockingJobs: 'deploy.*') | runs of other projects are not waited for; put lock('NAME') { } around what must not run at the same time, in both pipelines
            """)
    void the_log_says_what_does_nothing_here(String option, String instead) {
        var seen = pipeline(option, "stage('a') { steps { echo 'ran' } }").run();
        assertEquals(
                List.of("Option %s has no effect here: %s".formatted(option.replaceFirst("\\(.*", ""), instead), "ran"),
                seen.echoes());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            timeout(time: 5, unit: 'SECONDS') | timeout
            retry(2)                          | retry
            timestamps()                      | timestamps
            withEnv(['A=1'])                  | withEnv
            catchError(buildResult: 'FAILURE')| catchError
            """)
    void options_that_are_steps_go_around_the_stage_and_its_post_also_when_it_has_an_agent(
            String option, String block) {
        var seen = pipeline("skipDefaultCheckout()", """
                        stage('a') { agent any; options { %s }; steps { sh 'x' }; post { always { echo 'post' } } }
                        stage('b') { steps { sh 'y' } }
                        """.formatted(option)).run();
        assertEquals("""
                node
                  stage a
                    %s
                      node
                        sh x
                        echo Post stage
                        echo post
                  stage b
                    sh y
                """.formatted(block), seen.shape().replace("catchError FAILURE", "catchError"));
    }

    @Test
    void a_stage_is_tried_again_with_all_its_directives() {
        var seen = pipeline("skipDefaultCheckout()", """
                        stage('a') { options { retry(3) }; environment { A = "${n()}" }
                                     steps { script { if (A != '3') { error "try $A" }; echo "good $A" } } }
                        """).run();
        assertEquals(Result.FAILURE, seen.result(), "n is not defined");
        var counted = Program.of("""
                        tries = 0
                        pipeline {
                            agent none
                            stages { stage('a') { options { retry(3) }
                                steps { script { tries++; if (tries < 3) { error "try $tries" }; echo "good $tries" } } } }
                        }
                        """).run();
        assertEquals(Result.SUCCESS, counted.result(), () -> counted.ended().toString());
        assertTrue(counted.echoes().contains("good 3"), () -> counted.echoes().toString());
    }

    @Test
    void sources_are_checked_out_below_the_directory_that_is_named_and_not_where_it_is_skipped() {
        var seen = pipeline("checkoutToSubdirectory('src')", """
                        stage('a') { agent any; options { checkoutToSubdirectory 'own' }; steps { sh 'a' } }
                        stage('b') { agent any; options { skipDefaultCheckout() }; steps { sh 'b' } }
                        stage('c') { agent any; options { skipDefaultCheckout(false) }; steps { sh 'c' } }
                        """).run();
        assertEquals(
                List.of("src", "own", "src"),
                seen.asked("checkout").stream()
                        .map(asked -> seen.controller().context(asked.getStep()).getDirectory())
                        .toList());
    }

    @Test
    void stages_after_an_unstable_one_are_skipped_where_the_pipeline_says_so() {
        var seen = pipeline(
                        "skipDefaultCheckout()\nskipStagesAfterUnstable()",
                        "stage('a') { steps { unstable 'u' } }\nstage('b') { steps { sh 'b' } }")
                .run();
        assertEquals(Result.UNSTABLE, seen.result());
        assertEquals(List.of(), seen.asked("sh"));
    }
}
