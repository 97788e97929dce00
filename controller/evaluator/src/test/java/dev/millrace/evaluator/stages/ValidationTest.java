package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.Program;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.library.SharedLibraries;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidationTest {
    private final Pipelines pipelines = new Pipelines(Program.catalog(), Stages.DIALECT, SharedLibraries.ofProcess());

    @Test
    void every_mistake_comes_back_at_once_with_its_place_and_a_hint() {
        assertEquals(
                List.of(
                                "2:5 Undefined section \"agnet\" | Did you mean 'agent'?",
                                "1:1 Missing required section \"agent\" | Write agent any, or agent none and an agent in each stage",
                                "5:13 Unknown stage section \"sh\" | Steps go into steps { }",
                                "4:9 Nothing to execute within stage \"A\" | Add one of steps, stages, parallel, matrix",
                                "8:21 There is no step 'ecoh', and the file does not define it | Did you mean 'echo'?",
                                "9:20 Unknown post condition \"allways\" | Did you mean 'always'?")
                        .stream()
                        .sorted()
                        .toList(),
                check("""
                        pipeline {
                            agnet any
                            stages {
                                stage('A') {
                                    sh 'make'
                                }
                                stage('B') {
                                    steps { ecoh 'x' }
                                    post { allways { echo 'x' } }
                                }
                            }
                        }
                        """).stream().sorted().toList());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("def x = (", "1:10 Missing ')'"),
                Arguments.of("Runtime.runtime.exec('ls')", "1:1 java.lang.Runtime is not for pipelines: use sh"),
                Arguments.of("def f = new File('/etc/passwd')", "1:9 java.io.File is not for pipelines"),
                Arguments.of("\nSystem.exit(1)", "2:1 System.exit is not for pipelines"),
                Arguments.of("def c = { Thread.start { } }", "1:11 java.lang.Thread is not for pipelines"),
                Arguments.of(
                        stages("agent { lable 'x' }", "steps { echo 'x' }"),
                        "1:20 Invalid agent type \"lable\" specified | Did you mean 'label'?"),
                Arguments.of(stages("agent any", "steps { }"), "No steps specified"),
                Arguments.of(stages("agent any", "steps { if (true) { echo 'x' } }"), "Expected a step"),
                Arguments.of(stages("agent any", "steps { stage('x') { } }"), "not allowed in this context"),
                Arguments.of(stages("agent any", "steps { sh scrip: 'x' }"), "Did you mean 'script'?"),
                Arguments.of(stages("agent any", "steps { sh() }"), "Missing required parameter: \"script\""),
                Arguments.of(
                        stages("agent any\noptions { timeouts(1) }", "steps { echo 'x' }"), "Did you mean 'timeout'?"),
                Arguments.of(stages("agent any", "when { }\nsteps { echo 'x' }"), "Empty when closure"),
                Arguments.of(stages("agent any", "when { brunch 'x' }\nsteps { echo 'x' }"), "Did you mean 'branch'?"),
                Arguments.of(stages("agent any", "steps { echo 'x' }\nsteps { echo 'y' }"), "Multiple occurrences"),
                Arguments.of(
                        stages("agent any\nenvironment { A = 1 + { } }", "steps { echo 'x' }"),
                        "Environment variable values"),
                Arguments.of(stages("agent any", "parallel { }"), "No stages specified"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_named(String source, String expected) {
        var found = check(source);
        assertEquals(
                1, found.stream().filter(problem -> problem.contains(expected)).count(), found::toString);
    }

    @Test
    void a_sound_pipeline_has_a_shape() {
        var examined = pipelines.examine(
                "Jenkinsfile",
                stages(
                        "agent any\nparameters { string(name: 'A', defaultValue: 'b') }\ntriggers { cron('@daily') }",
                        "parallel { stage('x') { steps { echo 'x' } } }"));
        assertEquals(List.of(), examined.problems());
        var shape = examined.shape().orElseThrow();
        assertEquals("s", shape.getStages(0).getName());
        assertEquals("x", shape.getStages(0).getStages(0).getName());
        assertEquals("A", shape.getParameters(0).getName());
        assertEquals("cron('@daily')", shape.getTriggers(0));
    }

    private static String stages(String head, String body) {
        return "pipeline { " + head + "\nstages { stage('s') { " + body + " } } }";
    }

    private List<String> check(String source) {
        return pipelines.check("Jenkinsfile", source).stream()
                .map(problem -> problem.getLine() + ":" + problem.getColumn() + " " + problem.getMessage() + " | "
                        + problem.getHint())
                .toList();
    }
}
