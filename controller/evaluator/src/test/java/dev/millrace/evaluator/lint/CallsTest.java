package dev.millrace.evaluator.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
    @Test
    void each_call_is_a_step_or_waits_for_a_provider_or_is_foreign_or_unknown() {
        assertEquals(
                List.of(
                        "1:1 node STEP",
                        "2:5 sh STEP",
                        "3:5 slackSend SERVICE",
                        "4:5 openshiftBuild FOREIGN openshift-pipeline",
                        "5:5 notifyTeam UNKNOWN"),
                Source.calls("""
                        node {
                            sh 'make'
                            slackSend message: 'x'
                            openshiftBuild(bldCfg: 'app')
                            notifyTeam()
                        }
                        """));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "node { openshiftBuild(bldCfg: 'app') }",
                        "1:8 There is no step 'openshiftBuild'; in Jenkins it comes from the plugin openshift-pipeline | "
                                + "Write what it does with sh or bat, or add a plugin that brings the step"),
                Arguments.of(
                        "node { ecoh 'x' }",
                        "1:8 There is no step 'ecoh', and the file does not define it | Did you mean 'echo'?"),
                Arguments.of(
                        "def notifyTeam() { }\nnode { notfyTeam() }",
                        "2:8 There is no step 'notfyTeam', and the file does not define it | Did you mean 'notifyTeam'?"),
                Arguments.of(
                        "node { step([$class: 'hudson.plugins.jira.JiraIssueUpdater']) }",
                        "1:22 There is no step 'JiraIssueUpdater'; in Jenkins it comes from the plugin jira | "
                                + "Write what it does with sh or bat, or add a plugin that brings the step"),
                Arguments.of(
                        "node { def s = Artifactory.server('x') }",
                        "1:16 There is no variable 'Artifactory'; in Jenkins it comes from the plugin artifactory | "
                                + "Write what it does with sh or bat, or add a plugin that brings steps for it"),
                Arguments.of(
                        "ipeline { agent any }",
                        "1:1 There is no step 'ipeline', and the file does not define it | Did you mean 'pipeline'?"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_step_that_is_not_there_is_named_with_its_plugin_or_what_was_meant(String source, String problem) {
        assertEquals(List.of(problem), Source.problems(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // in a method, a class, a closure of a method, a GString, beside an object's method
                "def build() { ecoh 'x' }\nbuild()",
                "node { [1, 2].each { ecoh it } }",
                "node { def x = \"${ecoh('x')}\" }",
                "node { def tasks = [:]; tasks['a'] = { ecoh 'x' }; parallel tasks }",
                "steps.ecoh 'x'",
                "this.ecoh 'x'",
                "node { try { sh 'x' } finally { ecoh 'x' } }",
                "node { if (ecoh('x')) { sh 'y' } }",
                "pipeline { agent any\nstages { stage('a') { steps { script { ecoh 'x' } } } } }",
                "pipeline { agent any\nstages { stage('a') { when { expression { ecoh('x') } }\nsteps { sh 'x' } } } }",
                "pipeline { agent any\nenvironment { A = ecoh('x') }\nstages { stage('a') { steps { sh 'x' } } } }",
            })
    void unknown_calls_are_found_wherever_code_stands(String source) {
        assertTrue(
                Source.problems(source).stream().anyMatch(problem -> problem.contains("'ecoh'")),
                () -> Source.problems(source).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def notify(x) { echo x }\nnode { notify 'a'; this.notify 'b' }",
                "def go = { echo it }\nnode { go 'a' }",
                "go = { echo it }\nnode { go 'a' }",
                "node { for (f in [{ 1 }]) { f() } }",
                "import static java.lang.Math.max\nnode { echo max(1, 2).toString() }",
                "println 'x'; sleep 5; with { echo 'x' }; use(Object) { }; print 'x'; evaluate('1')",
                "class Helper { def steps\nHelper(s) { steps = s }\ndef go() { local(); steps.sh 'x'; steps.other 'y' }\ndef local() { } }",
                "def x = new groovy.xml.MarkupBuilder()\nx.html { head { title 'x' } }",
                "'x'.with { foo() }",
                "def wrap(Closure c) { c.delegate = this; c() }\nwrap { anything 'x' }",
                "properties([buildDiscarder(logRotator(numToKeepStr: '5')), pipelineTriggers([cron('@daily')])])",
                "node { withCredentials([string(credentialsId: 'a', variable: 'B'), someBinding('x')]) { sh 'x' } }",
                "node { copyArtifacts projectName: 'x', selector: newest() }",
                "def by = lastSuccessful()\nnode { copyArtifacts projectName: 'x', selector: by }",
                "node { docker.image('x').inside { sh 'y' } }",
                "node { sh \"${env.X.trim()}\" }",
                """
                pipeline {
                    agent { docker { image 'x' } }
                    options { timestamps() }
                    triggers { cron('x') }
                    parameters { string(name: 'A') }
                    stages {
                        stage('a') {
                            when { allOf { branch 'x'; not { tag 'y' } } }
                            input { message 'x' }
                            environment { K = credentials('k') }
                            steps { sh 'x' }
                            post { always { echo 'x' } }
                        }
                    }
                }
                """,
            })
    void what_the_file_groovy_or_a_plugin_defines_is_no_unknown_call(String source) {
        assertEquals(List.of(), Source.problems(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Library('shop@1') _\nnode { notifyTeam() }",
                "@Library('shop@1') import org.example.Shop\nnode { notifyTeam() }",
                "library 'shop@1'\nnode { notifyTeam() }",
                "import org.example.Shop\nnode { notifyTeam() }",
                "def shop = new org.example.Shop()\nnode { notifyTeam() }",
                "pipeline { agent any\nlibraries { lib('shop') }\nstages { stage('a') { steps { script { notifyTeam() } } } } }",
                "def f = load 'x.groovy'\nnode { notifyTeam() }",
                // an outermost call of what nobody defines: the server loads a library into every run
                "buildPlugin()",
                "mavenBuild(jdk: 25) { notifyTeam() }",
            })
    void what_a_shared_library_may_define_is_listed_and_is_no_problem(String source) {
        var findings = Source.check(source);
        assertEquals(List.of(), findings.problems());
        assertTrue(findings.libraries());
        assertTrue(
                findings.calls().stream().anyMatch(call -> call.getKind().name().equals("UNKNOWN")));
    }

    @Test
    void a_platform_class_is_no_sign_of_a_library() {
        assertFalse(Source.check("import hudson.model.Result\nimport java.util.regex.Pattern\nnode { sh 'x' }")
                .libraries());
    }

    @Test
    void a_foreign_step_stays_one_beside_a_library() {
        assertEquals(
                1,
                Source.problems("@Library('shop') _\nnode { openshiftBuild(bldCfg: 'app') }")
                        .size());
    }

    @Test
    void a_method_of_the_file_goes_before_a_step_of_its_name() {
        assertEquals(List.of("2:1 node STEP"), Source.calls("def sh(a, b, c) { }\nnode { sh 1, 2, 3 }"));
    }

    @Test
    void steps_on_a_script_that_was_handed_over_are_found() {
        assertEquals(
                List.of("1:25 sh STEP", "1:40 slackSend SERVICE"),
                Source.calls("def go(script) { script.sh 'x'; script.slackSend message: 'x'; script.other() }"));
    }

    @Test
    void a_general_step_is_also_a_call_of_the_step_of_its_class() {
        assertEquals(
                List.of("1:1 node STEP", "1:8 step STEP", "1:22 ArtifactArchiver STEP"),
                Source.calls("node { step([$class: 'ArtifactArchiver', artifacts: '*.jar']) }"));
    }

    @Test
    void statements_of_a_declarative_block_are_listed_and_left_to_the_dialect() {
        var source = "pipeline { agent any\nstages { stage('a') { steps { ecoh 'x'; timeout(5) { ecoh 'z' } } } } }";
        assertEquals(List.of(), Source.problems(source));
        assertEquals(
                2,
                Source.calls(source).stream()
                        .filter(call -> call.contains("ecoh UNKNOWN"))
                        .count());
    }
}
