package dev.millrace.evaluator.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls in scripted code; the rules themselves are those of declarative blocks. */
class ArgumentsTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "sh scrpt: 'x', script: 'y'",
                        "1:11 Invalid parameter \"scrpt\" of step \"sh\" | Did you mean 'script'?"),
                Arguments.of("sh()", "1:8 Missing required parameter: \"script\" of step \"sh\" | Write sh(script: …)"),
                Arguments.of(
                        "sh script: 'x', returnStdout: 'yes'",
                        "1:38 \"returnStdout\" of step \"sh\" takes true or false, not the text 'yes'"),
                Arguments.of("sh script: [1, 2]", "1:19 \"script\" of step \"sh\" takes text, not a list"),
                Arguments.of(
                        "timeout(time: 'soon') { }",
                        "1:22 \"time\" of step \"timeout\" takes a whole number, not the text 'soon'"),
                Arguments.of(
                        "timeout('soon') { }",
                        "1:16 \"time\" of step \"timeout\" takes a whole number, not the text 'soon'"),
                Arguments.of(
                        "gauge value: 'high'", "1:21 \"value\" of step \"gauge\" takes a number, not the text 'high'"),
                Arguments.of("gauge about: 'x'", "1:21 \"about\" of step \"gauge\" takes a map, not the text 'x'"),
                Arguments.of(
                        "gauge unit: 'hours'",
                        "1:20 \"unit\" of step \"gauge\" takes one of s, ms, not the text 'hours'"));
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
                "timeout(5, body)",
                "node('linux', body)",
                "stage('Build')",
                "gauge value: 2, about: [a: 1], unit: 'ms'",
                "gauge value: '2.5'",
                "slackSend color: 'good'",
                "slackSend 'x'",
                "step([$class: 'ArtifactArchiver', artifacts: '*.jar'])",
                "wrap([$class: 'ArtifactArchiver', colorMapName: 'xterm']) { echo 'x' }",
                "parallel a: { echo 'x' }, b: { echo 'y' }, failFast: true",
                "checkout([$class: 'GitSCM', branches: [[name: 'main']]])",
                "checkout scm",
                "deleteDir()",
            })
    void what_may_be_right_is_not_complained_about(String call) {
        assertEquals(List.of(), Source.problems("node { " + call + " }"));
    }
}
