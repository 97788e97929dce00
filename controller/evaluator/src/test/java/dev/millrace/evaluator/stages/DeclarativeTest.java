package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclarativeTest {
    @Test
    void a_declarative_pipeline_runs_in_the_nesting_that_jenkins_shows() {
        var seen = Program.of("""
                        pipeline {
                            agent any
                            environment { GREETING = "hello ${TARGET}"; TARGET = 'world' }
                            options { timeout(time: 5, unit: 'MINUTES') }
                            stages {
                                stage('Build') {
                                    steps {
                                        sh 'make'
                                        script { def x = GREETING; echo x }
                                    }
                                    post { success { echo 'built' }; failure { echo 'not' } }
                                }
                                stage('Skipped') {
                                    when { branch 'main' }
                                    steps { echo 'never' }
                                }
                                stage('Both') {
                                    parallel {
                                        stage('A') { steps { echo 'a' } }
                                        stage('B') { steps { sh 'b' } }
                                    }
                                }
                            }
                            post { always { echo 'always' }; cleanup { echo 'cleanup' }; changed { echo 'changed' } }
                        }
                        """).build("scm", Map.of("$class", "WorkingTree")).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals("""
                node
                  stage Declarative: Checkout SCM
                    checkout
                  withEnv
                    timeout
                      stage Build
                        sh make
                        script
                          echo hello world
                        echo Post stage
                        echo built
                      stage Skipped
                        echo Stage "Skipped" skipped due to when conditional
                      stage Both
                        parallel
                          branch A
                          branch B
                            stage A
                            stage B
                              echo a
                              sh b
                      stage Declarative: Post Actions
                        echo always
                        echo changed
                        echo cleanup
                """, seen.shape());
        var sh = seen.asked("sh").getFirst();
        var context = seen.controller().context(sh.getStep());
        assertEquals("hello world", context.getEnvironmentMap().get("GREETING"));
        assertEquals(2, context.getNode());
    }

    @Test
    void after_a_failure_the_other_stages_are_skipped_and_post_sees_it() {
        var seen = Program.of("""
                        pipeline {
                            agent any
                            stages {
                                stage('One') { steps { sh 'false' } }
                                stage('Two') { steps { echo 'two' } }
                                stage('Group') { stages { stage('Inner') { steps { echo 'inner' } } } }
                            }
                            post { failure { echo 'failed' }; success { echo 'fine' }; unsuccessful { echo 'un' } }
                        }
                        """).run();
        assertEquals(Result.FAILURE, seen.result());
        assertEquals("script returned exit code 1", seen.ended().getProblems(0).getMessage());
        assertEquals(
                List.of(
                        "Stage \"Two\" skipped due to earlier failure(s)",
                        "Stage \"Group\" skipped due to earlier failure(s)",
                        "Stage \"Inner\" skipped due to earlier failure(s)",
                        "failed",
                        "un"),
                seen.echoes());
    }

    @Test
    void a_matrix_runs_each_cell_that_is_not_excluded() {
        var seen = Program.of("""
                        pipeline {
                            agent none
                            stages {
                                stage('m') {
                                    matrix {
                                        axes {
                                            axis { name 'OS'; values 'linux', 'mac' }
                                            axis { name 'DB'; values 'pg', 'my' }
                                        }
                                        excludes { exclude { axis { name 'OS'; values 'mac' }; axis { name 'DB'; notValues 'pg' } } }
                                        stages { stage('s') { steps { echo "${OS} ${env.DB}" } } }
                                    }
                                }
                            }
                        }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("linux pg", "mac pg", "linux my"), seen.echoes());
        assertTrue(seen.shape().contains("branch Matrix - OS = 'linux', DB = 'pg'"), seen.shape());
    }

    @Test
    void the_values_of_a_cells_axes_are_there_for_all_its_directives() {
        var seen = Program.of("""
                        pipeline {
                            agent none
                            environment { OS = 'outer' }
                            stages {
                                stage('m') {
                                    matrix {
                                        axes { axis { name 'OS'; values 'linux' } }
                                        agent { label "${OS}-agent" }
                                        options { timeout(time: "${OS}".size()) }
                                        when { beforeAgent true; expression { OS == 'linux' } }
                                        environment { OS = "${OS}-os" }
                                        stages { stage('s') { steps { echo OS } } }
                                    }
                                }
                            }
                        }
                        """).run();
        assertEquals(List.of("linux-os"), seen.echoes(), () -> seen.ended().toString());
        assertEquals(
                "linux-agent",
                seen.asked("node").getFirst().getArguments(0).getValue().getText());
        assertEquals(
                5, seen.asked("timeout").getFirst().getArguments(0).getValue().getInteger());
    }

    @Test
    void what_is_around_a_step_is_told_as_far_as_it_is_here() {
        var seen = Program.of("""
                        pipeline {
                            agent none
                            stages {
                                stage('a') { steps { echo "${getContext(hudson.FilePath)} ${getContext(hudson.model.Node)}" } }
                                stage('b') {
                                    agent any
                                    when { expression { getContext(hudson.FilePath) != null } }
                                    steps { echo "${getContext hudson.FilePath} ${getContext(hudson.EnvVars).PATH}" }
                                }
                                stage('c') { steps { script { getContext(hudson.Launcher) } } }
                            }
                        }
                        """).run();
        assertEquals(
                List.of("null null", "/ws /usr/bin"),
                seen.echoes(),
                () -> seen.ended().toString());
        assertTrue(
                seen.ended().getProblems(0).getMessage().contains("not hudson.Launcher"),
                () -> seen.ended().toString());
    }

    @Test
    void parameters_have_their_defaults_and_local_variables_are_seen() {
        var seen = Program.of("""
                        def local = 'loc'
                        def twice(x) { "$x$x" }
                        pipeline {
                            agent none
                            parameters {
                                string(name: 'WHO', defaultValue: 'you', description: '')
                                booleanParam(name: 'FAST', defaultValue: true)
                                choice(name: 'PICK', choices: ['x', 'y'])
                            }
                            stages {
                                stage('s') {
                                    when { allOf { expression { params.FAST }; equals(expected: 'x', actual: params.PICK); not { environment name: 'WHO', value: 'me' } } }
                                    steps { echo "${params.WHO} ${WHO} ${local} ${twice('z')}" }
                                }
                            }
                        }
                        """).parameter("PICK", "x").run();
        assertEquals(
                List.of("you you loc zz"), seen.echoes(), () -> seen.ended().toString());
    }

    @Test
    void two_thousand_stages_run() {
        var source = new StringBuilder("pipeline {\n agent none\n stages {\n");
        for (int i = 0; i < 2000; i++) {
            source.append("  stage('s")
                    .append(i)
                    .append("') { when { expression { ")
                    .append(i % 2 == 0)
                    .append(" } }\n   environment { N = \"${")
                    .append(i)
                    .append("}\" }\n   steps { echo \"$N\" } }\n");
        }
        var seen = Program.of(source + " }\n}\n").play(List.of());
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(
                1000,
                seen.echoes().stream().filter(echo -> !echo.startsWith("Stage")).count());
        assertFalse(seen.echoes().isEmpty());
    }

    @Test
    void a_step_that_worsens_the_run_makes_stage_post_and_result_unstable() {
        var seen = Program.of("""
                        pipeline {
                            agent any
                            stages {
                                stage('Test') {
                                    steps {
                                        junit 'reports/*.xml'
                                        echo "now ${currentBuild.result} ${currentBuild.currentResult}"
                                    }
                                    post { unstable { echo 'stage unstable' }; success { echo 'stage success' } }
                                }
                                stage('After') {
                                    steps { echo 'after' }
                                    post { unstable { echo 'not this' }; success { echo 'after success' } }
                                }
                            }
                            post { unstable { echo 'run unstable' }; success { echo 'run success' } }
                        }
                        """).run();
        assertEquals(Result.UNSTABLE, seen.result());
        assertEquals(
                List.of("now UNSTABLE UNSTABLE", "stage unstable", "after", "after success", "run unstable"),
                seen.echoes().stream()
                        .filter(line -> !line.equals("Post stage"))
                        .toList());
        var stages = seen.journal().stream()
                .filter(entry -> entry.hasNoted() && entry.getNoted().getName().equals("stage"))
                .map(entry -> seen.closed(entry.getNoted().getStep()).getResult())
                .toList();
        assertEquals(List.of(Result.UNSTABLE, Result.SUCCESS, Result.SUCCESS), stages);
    }
}
