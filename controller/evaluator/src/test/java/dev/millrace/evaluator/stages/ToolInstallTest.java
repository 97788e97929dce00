package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ToolInstallTest {
    private static String pipeline(String sections) {
        return "pipeline {\n%s\n}\n".formatted(sections);
    }

    /** Types and names, in the order of asking. */
    private static String tools(Program.Seen seen) {
        return seen.asked("tool").stream()
                .map(asked -> asked.getArgumentsList().stream()
                        .map(argument -> argument.getValue().getText())
                        .sorted()
                        .collect(Collectors.joining("=")))
                .collect(Collectors.joining(" "));
    }

    @Test
    void those_of_the_pipeline_are_installed_in_a_stage_of_their_own_and_are_there_for_all_others() {
        var seen = Program.of(pipeline("""
                        agent any
                        tools { jdk 'j17'; maven "m${1 + 2}" }
                        stages { stage('a') { steps { echo "${env.PATH} ${HOME_OF}"; sh 'mvn' } } }
                        post { always { echo env.PATH } }
                        """)).run();
        assertEquals("""
                node
                  stage Declarative: Tool Install
                    tool j17
                    envVarsForTool jdk
                    tool m3
                    envVarsForTool maven
                  withEnv
                    stage a
                      echo /maven/m3/bin:/jdk/j17/bin:/usr/bin /maven/m3
                      sh mvn
                    stage Declarative: Post Actions
                      echo /maven/m3/bin:/jdk/j17/bin:/usr/bin
                """, seen.shape());
    }

    @Test
    void those_of_a_stage_are_installed_in_it() {
        var seen = Program.of(pipeline("""
                        agent any
                        stages { stage('a') { tools { maven 'm' }; steps { echo HOME_OF } }
                                 stage('b') { steps { echo "${env.HOME_OF}" } } }
                        """)).run();
        assertEquals(List.of("/maven/m", "null"), seen.echoes());
        assertTrue(!seen.shape().contains("Tool Install"), seen::shape);
    }

    @Test
    void without_an_agent_they_wait_for_stages_that_have_one() {
        var seen = Program.of(pipeline("""
                        agent none
                        tools { maven 'm'; jdk 'j' }
                        stages {
                            stage('none') { tools { go 'g' }; steps { echo 'x' } }
                            stage('one') { agent any; tools { ant 'a'; jdk 'other' }; steps { echo env.PATH } }
                            stage('two') { agent any; steps { echo env.PATH } }
                        }
                        """)).run();
        assertEquals("m=maven jdk=other a=ant m=maven j=jdk", tools(seen));
        assertEquals(
                List.of("x", "/ant/a/bin:/jdk/other/bin:/maven/m/bin:/usr/bin", "/jdk/j/bin:/maven/m/bin:/usr/bin"),
                seen.echoes());
    }

    @Test
    void an_agent_of_its_own_has_those_of_everything_around_it_the_inner_one_of_a_type() {
        var seen = Program.of(pipeline("""
                        agent any
                        tools { maven 'outer' }
                        stages { stage('group') {
                            tools { maven 'group'; jdk 'j' }
                            stages {
                                stage('same') { steps { echo HOME_OF } }
                                stage('own') { agent { label 'x' }; tools { maven 'own' }; steps { echo HOME_OF } }
                                stage('back') { steps { echo HOME_OF } }
                            }
                        } }
                        """)).run();
        assertEquals("maven=outer group=maven j=jdk maven=own j=jdk", tools(seen));
        assertEquals(List.of("/jdk/j", "/jdk/j", "/jdk/j"), seen.echoes());
    }

    @Test
    void names_that_nobody_configured_are_all_told_before_anything_runs() {
        var seen = Program.of(pipeline("""
                        agent any
                        tools { maven 'M33' }
                        stages {
                            stage('a') { when { expression { false } }; tools { jdk 'j17' }; steps { sh 'x' } }
                            stage('b') { tools { maven 'M3'; go "g${1}"; sbt 'unknown type here' }; steps { sh 'x' } }
                        }
                        """))
                .build("tools", Map.of("maven", List.of("M3"), "jdk", List.of(), "go", List.of()))
                .run();
        assertTrue(seen.ended().getRefused());
        assertEquals(
                List.of(
                        "3:9 There is no maven called 'M33' | Did you mean 'M3'? An administrator adds it with: millrace tool set maven:M33=/ITS/HOME",
                        "5:57 There is no jdk called 'j17' | No jdk is configured. An administrator adds it with: millrace tool set jdk:j17=/ITS/HOME"),
                seen.ended().getProblemsList().stream()
                        .map(problem -> "%d:%d %s | %s"
                                .formatted(
                                        problem.getLine(),
                                        problem.getColumn(),
                                        problem.getMessage(),
                                        problem.getHint()))
                        .toList());
        assertEquals(List.of(), seen.asked("node"));
    }

    @Test
    void what_goes_before_path_outside_of_a_node_goes_before_the_nodes_own() {
        var seen = Program.of("""
                        withEnv(['PATH+A=/a', 'X=1']) {
                            node { echo env.PATH; sh 'x' }
                            withEnv(['PATH+B=/b']) { node { echo env.PATH } }
                            withEnv(['PATH=/only']) { node { echo env.PATH } }
                        }
                        """).run();
        assertEquals(Result.SUCCESS, seen.result());
        assertEquals(List.of("/a:/usr/bin", "/b:/a:/usr/bin", "/only"), seen.echoes());
        assertEquals(
                "/a:/usr/bin",
                seen.controller()
                        .context(seen.asked("sh").getFirst().getStep())
                        .getEnvironmentMap()
                        .get("PATH"));
    }
}
