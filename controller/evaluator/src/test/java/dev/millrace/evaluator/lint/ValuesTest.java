package dev.millrace.evaluator.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that pipelines make by name, and maps with a class. */
class ValuesTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "properties([buildDiscarder(logRotator(numTokeepStr: '5'))])",
                        "1:39 Invalid parameter \"numTokeepStr\" of value \"logRotator\" | Did you mean 'numToKeepStr'?"),
                Arguments.of(
                        "properties([[$class: 'BuildDiscarderProperty', strategy: [$class: 'LogRotator', daysTokeep: 1]]])",
                        "1:81 Invalid parameter \"daysTokeep\" of value \"logRotator\" | Did you mean 'daysToKeep'?"),
                Arguments.of(
                        "properties([pipelineTriggers([cron()])])",
                        "1:31 Missing required parameter: \"spec\" of value \"cron\" | Write cron(spec: …)"),
                Arguments.of(
                        "properties([parameters([booleanParam(name: 'A', defaultValue: 'maybe')])])",
                        "1:63 \"defaultValue\" of value \"booleanParam\" takes true or false, not the text 'maybe'"),
                Arguments.of(
                        "checkout([$class: 'GitSCM', userRemoteConfigs: [[ur: 'x']]])",
                        "1:50 Invalid parameter \"ur\" of value \"userRemoteConfig\" | Did you mean 'url'?"),
                Arguments.of(
                        "checkout([$class: 'GitSCM', brnches: [[name: 'x']]])",
                        "1:29 Invalid parameter \"brnches\" of \"scmGit\" | Did you mean 'branches'?"),
                Arguments.of(
                        "checkout scmGit(extensions: [[$class: 'hudson.plugins.git.extensions.impl.CloneOption', dept: 1]])",
                        "1:89 Invalid parameter \"dept\" of value \"cloneOption\" | Did you mean 'depth'?"),
                Arguments.of(
                        "withCredentials([string(credentialsId: 'a', varible: 'B')]) { echo 'x' }",
                        "1:45 Invalid parameter \"varible\" of value \"string\" | Did you mean 'variable'?"),
                Arguments.of(
                        "withCredentials([usernamePassword(credentialId: 'a')]) { echo 'x' }",
                        "1:35 Invalid parameter \"credentialId\" of \"usernamePassword\" | Did you mean 'credentialsId'?"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void values_are_held_against_their_description(String source, String problem) {
        assertEquals(List.of(problem), Source.problems(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "properties([parameters([string(name: 'A', defaultValue: 1, description: 'x', trim: true)])])",
                "properties([buildDiscarder(logRotator(numToKeepStr: 5)), [$class: 'NobodyKnows', x: 1]])",
                "properties([disableConcurrentBuilds()])",
                "withCredentials([string(credentialsId: 'a', variable: 'B')]) { echo 'x' }",
                "withCredentials([usernamePassword(credentialsId: 'a', somethingNewer: true)]) { echo 'x' }",
                "withCredentials([[$class: 'UsernamePasswordMultiBinding', somethingNewer: true]]) { echo 'x' }",
                "checkout([$class: 'GitSCM', changelog: false, branches: [[name: 'x']], userRemoteConfigs: [[url: 'y']]])",
                "checkout scmGit(branches: list, userRemoteConfigs: scm.userRemoteConfigs)",
                "properties([pipelineTriggers([cron(*: map), cron((key): 'x')])])",
                "def string(x) { x }\nstring(whatever: 1)",
                "copyArtifacts projectName: 'x', selector: lastSuccessful(stable: true)",
            })
    void what_may_be_right_is_not_complained_about(String source) {
        assertEquals(List.of(), Source.problems(source));
    }
}
