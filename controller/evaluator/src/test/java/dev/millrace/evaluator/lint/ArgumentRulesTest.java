package dev.millrace.evaluator.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentRulesTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("sh scrpt: 'x'", "1:11 Invalid parameter \"scrpt\" of step \"sh\" | Did you mean 'script'?"),
                Arguments.of("sh()", "1:8 Missing required parameter: \"script\" of step \"sh\""),
                Arguments.of("sh label: 'x'", "1:8 Missing required parameter: \"script\" of step \"sh\""),
                Arguments.of(
                        "sh script: 'x', script: 'y'", "1:24 Duplicate named parameter 'script' found | Remove one"),
                Arguments.of(
                        "sh script: 'x', returnStdout: 'yes'",
                        "1:38 'returnStdout' of sh takes true or false, not 'yes'"),
                Arguments.of("sh script: [1, 2]", "1:19 'script' of sh takes text, not a list"),
                Arguments.of("sh(script: { echo 'x' })", "1:19 'script' of sh takes text, not a block"),
                Arguments.of("sh 'x', 'y'", "1:16 Step \"sh\" takes one value without a name, not 2 | Name them: label, "
                        + "returnStdout, script"),
                Arguments.of("deleteDir 'x'", "1:18 Step \"deleteDir\" takes no value without a name | Write deleteDir()"),
                Arguments.of("timeout(time: 'soon') { }", "1:22 'time' of timeout takes a whole number, not 'soon'"),
                Arguments.of("timeout('soon') { }", "1:16 'time' of timeout takes a whole number, not 'soon'"),
                Arguments.of("timeout(time: 1.5) { }", "1:22 'time' of timeout takes a whole number, not 1.5"),
                Arguments.of(
                        "timeout(time: 9223372036854775808) { }",
                        "1:22 'time' of timeout takes a whole number, not 9223372036854775808"),
                Arguments.of("gauge value: 'high'", "1:21 'value' of gauge takes a number, not 'high'"),
                Arguments.of("gauge about: 'x'", "1:21 'about' of gauge takes a map, not 'x'"),
                Arguments.of("gauge unit: 'h'", "1:20 'unit' of gauge takes one of s, ms, not 'h'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void arguments_that_are_written_out_are_held_against_the_description(String call, String problem) {
        assertEquals(List.of(problem), Source.problems("node { " + call + " }"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh 'x'",
                "sh(\"${x}\")",
                "sh script: 'x', returnStdout: true",
                "sh(script: 'x', returnStdout: 'true')",
                "sh([script: 'x'])",
                "sh(*list)",
                "sh(*: map)",
                "sh((key): 'x')",
                "sh 5",
                "sh something",
                "sh returnStdout: flag, script: text",
                "timeout(time: '30', unit: 'SECONDS') { }",
                "timeout(limit) { }",
                "gauge value: 2, about: [a: 1], unit: 'ms'",
                "gauge value: '2.5'",
                "slackSend color: 'good'",
                "slackSend 'x'",
                "step([$class: 'ArtifactArchiver', artifacts: '*.jar'])",
                "parallel a: { echo 'x' }, b: { echo 'y' }, failFast: true",
                "checkout([$class: 'GitSCM', branches: [[name: 'main']]])",
                "checkout scm",
                "deleteDir()",
            })
    void what_may_be_right_is_not_complained_about(String call) {
        assertEquals(List.of(), Source.problems("node { " + call + " }"));
    }
}
