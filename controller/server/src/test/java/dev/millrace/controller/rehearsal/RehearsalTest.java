package dev.millrace.controller.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.rehearsal.Rehearsals.End;
import dev.millrace.controller.run.RunResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipelines that are tried, in real evaluators: what they ask for, and how they end. */
class RehearsalTest {
    @TempDir
    private static Path empty;

    private static Theatre theatre;

    @BeforeAll
    static void open() {
        theatre = new Theatre(empty);
    }

    @AfterAll
    static void close() {
        theatre.close();
    }

    static Stream<Arguments> pipelines() {
        return Stream.of(
                Arguments.of("a node, a stage and what a script prints", """
                        node('linux') {
                          stage('Build') {
                            checkout scm
                            def commit = sh(returnStdout: true, script: 'git rev-parse --short HEAD').trim()
                            echo "${commit} on ${env.BRANCH_NAME} at ${env.WORKSPACE}"
                            if (sh(script: 'x', returnStatus: true) == 0) { sh 'make' }
                          }
                        }
                        """, """
                        1|node 'linux'
                        2|  stage 'Build'
                        3|    checkout scm
                        4|    sh(returnStdout: true, script: 'git rev-parse --short HEAD')
                        5|    echo '0123456 on main at /workspace/shop'
                        6|    sh(script: 'x', returnStatus: true)
                        6|    sh 'make'"""),
                Arguments.of("branches are told apart", """
                        parallel a: { echo '1' }, b: { echo '2' }
                        """, """
                        1|parallel
                        1|  branch 'a'
                        1|  branch 'b'
                        1|    [a] echo '1'
                        1|    [b] echo '2'"""),
                Arguments.of("what is written can be read, and what a build would make is empty", """
                        node {
                          dir('sub') { writeFile file: 'a.txt', text: 'hi' }
                          echo "${readFile 'sub/a.txt'} ${fileExists 'made'} <${readFile 'made'}>"
                        }
                        """, """
                        1|node
                        2|  dir 'sub'
                        2|    writeFile(file: 'a.txt', text: 'hi')
                        3|  readFile 'sub/a.txt'
                        3|  fileExists 'made'
                        3|  readFile 'made'
                        3|  echo 'hi false <>'"""),
                Arguments.of("nobody is told a secret, nothing is sent, nothing waits", """
                        withCredentials([string(credentialsId: 'x', variable: 'TOKEN')]) { echo "<${env.TOKEN}>" }
                        slackSend 'done'
                        sleep 1000
                        timeout(1) { waitUntil { false } }
                        echo build('other').result
                        input 'Go on?'
                        """, """
                        1|withCredentials [[$class: 'string', credentialsId: 'x', variable: 'TOKEN']]
                        1|  echo '<****>'
                        2|slackSend 'done'
                        3|sleep(time: 1000, unit: 'SECONDS')
                        4|timeout(time: 1, unit: 'MINUTES')
                        4|  waitUntil
                        5|build 'other'
                        5|echo 'SUCCESS'
                        6|input 'Go on?'"""),
                Arguments.of("a declarative pipeline with its post", """
                        pipeline {
                          agent any
                          stages {
                            stage('Build') { steps { sh 'make' } }
                          }
                          post {
                            always { echo 'over' }
                            failure { echo 'bad' }
                          }
                        }
                        """, """
                        0|node
                        0|  stage 'Declarative: Checkout SCM'
                        0|    checkout scm
                        4|    sh 'make'
                        7|    echo 'over'"""));
    }

    /** Blocks that the engine makes around declarative stages are its own affair. */
    private static String essential(String listing) {
        return String.join(
                "\n",
                listing.lines().map(line -> line.replaceFirst("^\\d+\\| *", "")).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pipelines")
    void the_calls_of_a_pipeline_are_listed_in_their_order(String what, String pipeline, String expected)
            throws Exception {
        var rehearsed = theatre.rehearse(pipeline);
        assertEquals(End.ENDED, rehearsed.end(), rehearsed::toString);
        assertEquals(RunResult.SUCCESS, rehearsed.result());
        if (pipeline.startsWith("pipeline")) {
            for (var line : essential(expected).lines().toList()) {
                assertTrue(
                        essential(Theatre.listing(rehearsed)).contains(line), () -> line + " in " + rehearsed.calls());
            }
            assertTrue(!Theatre.listing(rehearsed).contains("bad"));
        } else {
            assertEquals(expected, Theatre.listing(rehearsed));
        }
    }

    @Test
    void files_are_those_that_were_uploaded() throws Exception {
        var tree = theatre.tree(new TreeMap<>(Map.of("version.txt", "7", "src/a.c", "")));
        var rehearsed = theatre.rehearse("""
                node { echo "${readFile 'version.txt'} ${fileExists 'src'} ${sh(returnStdout: true, script: 'cat version.txt').trim()}" }
                """, Optional.of(tree), Map.of());
        assertEquals("echo '7 true 7'", rehearsed.calls().getLast().call());
    }

    @Test
    void parameters_are_those_that_are_given() throws Exception {
        var rehearsed = theatre.rehearse("echo params.RELEASE", Optional.empty(), Map.of("RELEASE", "1.2"));
        assertEquals("echo '1.2'", rehearsed.calls().getLast().call());
    }

    @Test
    void a_failure_that_nobody_catches_is_the_end_and_is_named_with_its_line() throws Exception {
        var rehearsed = theatre.rehearse("echo 'a'\nerror 'no good'\necho 'b'");
        assertEquals(End.FAILED, rehearsed.end());
        assertEquals(RunResult.FAILURE, rehearsed.result());
        assertEquals("Jenkinsfile:2: no good", rehearsed.why());
        assertEquals(2, rehearsed.steps());
    }

    @Test
    void wrong_arguments_and_steps_that_are_not_there_fail_as_in_a_run() throws Exception {
        for (var wrong : new String[] {"node { sh(script: 'x', nothing: 1) }", "nothing 'x'", "checkout 7"}) {
            var rehearsed = theatre.rehearse(wrong);
            assertTrue(rehearsed.end() == End.FAILED || rehearsed.end() == End.REFUSED, rehearsed::toString);
            assertEquals(RunResult.FAILURE, rehearsed.result());
        }
    }

    @Test
    void a_pipeline_that_is_refused_is_not_begun() throws Exception {
        var rehearsed = theatre.rehearse("node { echo 'x'");
        assertEquals(End.REFUSED, rehearsed.end());
        assertEquals(0, rehearsed.steps());
        assertEquals(1, rehearsed.problems().getFirst().line());
    }

    @Test
    void a_loop_that_waits_for_something_outside_ends_with_its_line() throws Exception {
        var rehearsed = theatre.rehearsals(Theatre.small())
                .rehearse(
                        Theatre.request("node {\n  while (true) {\n    sh 'ping'\n  }\n}", Optional.empty(), Map.of()));
        assertEquals(End.STOPPED, rehearsed.end());
        assertTrue(rehearsed.why().contains("line 3"), rehearsed::why);
        assertTrue(rehearsed.calls().size() < 100, "the listing has its limit too");
    }

    @Test
    void a_program_that_never_asks_for_anything_is_ended_and_others_go_on() throws Exception {
        var rehearsed = theatre.rehearsals(Theatre.small())
                .rehearse(Theatre.request("int i = 0\nwhile (true) { i++ }", Optional.empty(), Map.of()));
        assertEquals(End.STOPPED, rehearsed.end());
        assertTrue(rehearsed.why().contains("5 s"), rehearsed::why);
        assertEquals(End.ENDED, theatre.rehearse("echo 'x'").end());
    }

    @Test
    void what_steps_write_has_a_limit() throws Exception {
        var rehearsed = theatre.rehearsals(Theatre.small())
                .rehearse(
                        Theatre.request("node { writeFile file: 'a', text: 'x' * 1000 }", Optional.empty(), Map.of()));
        assertEquals(End.FAILED, rehearsed.end());
        assertTrue(rehearsed.why().contains("writes at most"), rehearsed::why);
    }

    @Test
    void the_same_pipeline_gives_the_same_listing() throws Exception {
        var pipeline = "node { parallel a: { sh 'x'; sh 'y' }, b: { sh 'z' } }";
        assertEquals(Theatre.listing(theatre.rehearse(pipeline)), Theatre.listing(theatre.rehearse(pipeline)));
    }
}
