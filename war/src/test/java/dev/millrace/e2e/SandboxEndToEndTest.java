package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sandboxes as pipelines ask for them, and the commands of the page about them. */
class SandboxEndToEndTest {
    private static Installation installation;

    @BeforeAll
    static void up() throws Exception {
        installation = Installation.shared();
        var doctor = installation.millrace("doctor");
        boolean there = doctor.out().contains("bubblewrap       starts");
        if (!there) {
            System.out.println("SKIPPED: bubblewrap cannot start here: " + doctor.out());
        }
        Assumptions.assumeTrue(there);
    }

    private static Installation.Finished ran(String name, String pipeline) throws Exception {
        return Installation.finish(installation.run(installation.pipeline(name, pipeline)));
    }

    @Test
    void a_pipeline_runs_behind_walls_with_files_of_its_own_and_stashes_them() throws Exception {
        var ended = ran("walled", """
                pipeline {
                    agent none
                    options { sandbox('bubblewrap') }
                    stages {
                        stage('Build') {
                            agent { node { memory '512Mi'; processes 100 } }
                            steps {
                                writeFile file: 'a/in', text: 'given'
                                sh 'cat a/in; echo more >>a/in; whoami; ls -d /root 2>&1 || true; (echo >/dev/tcp/127.0.0.1/1) 2>&1 || true'
                                stash 'all'
                                dir('other') { unstash 'all'; sh 'cat a/in; echo changed >a/in' }
                                echo readFile('other/a/in')
                            }
                        }
                    }
                }
                """);
        assertEquals(0, ended.code(), () -> ended.out() + ended.err());
        assertTrue(ended.out().contains("\ngivenjob\n") || ended.out().contains("\njob\n"), ended::out);
        assertTrue(ended.out().contains("'/root': No such file or directory"), ended::out);
        assertTrue(ended.out().contains("changed\n"), ended::out);
        assertFalse(ended.out().contains("does not separate jobs"), ended::out);
    }

    @Test
    void a_step_that_wants_too_much_says_of_what_and_what_to_do() throws Exception {
        var ended = ran("hungry", """
                node(sandbox: 'bubblewrap', memory: '64Mi', processes: 40) {
                    try {
                        sh 'perl -e "\\\\$x = q(a) x 200_000_000"'
                    } catch (e) { echo "first: ${e.message}" }
                    sh 'i=0; while [ $i -lt 99 ]; do sleep 3 & i=$((i+1)); done'
                }
                """);
        assertEquals(1, ended.code(), () -> ended.out() + ended.err());
        assertTrue(ended.out().contains("wanted more memory than the node has"), ended::out);
        assertTrue(ended.out().contains("Give it more, as in node(processes: 8000)"), ended::out);
    }

    @Test
    void what_is_no_sandbox_is_refused_with_those_that_there_are() throws Exception {
        var ended = ran("wrong", "node(sandbox: 'bublewrap') { sh 'true' }");
        assertEquals(1, ended.code(), () -> ended.out() + ended.err());
        assertTrue(ended.out().contains("sandbox is auto, process or bubblewrap, not 'bublewrap'"), ended::out);
    }

    @Test
    void the_commands_and_pipelines_of_the_page_work() throws Exception {
        var page = Files.readString(installation.root().resolve("docs/sandboxes.md"));
        for (var pipeline : blocks(page, "groovy")) {
            var file = installation.pipeline("page", pipeline).resolve("Jenkinsfile");
            var linted = installation.millrace("lint", file.toString());
            assertEquals(0, linted.code(), linted::out);
        }
        assertTrue(page.contains("millrace sandbox bubblewrap\nmillrace sandbox\n"));
        try {
            assertEquals("", sandbox("bubblewrap"));
            assertEquals("bubblewrap\n", sandbox());
            var ended = ran("floored", "node(sandbox: 'process') { sh 'whoami' }");
            assertTrue(ended.out().contains("\njob\n"), ended::out);
        } finally {
            sandbox("process");
        }
    }

    private static List<String> blocks(String page, String language) {
        return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String sandbox(String... kind) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(
                "sandbox",
                "--server",
                installation.url("").toString(),
                "--token-file",
                installation.token().toString()));
        arguments.addAll(List.of(kind));
        var said = installation.millrace(arguments.toArray(String[]::new));
        assertEquals(0, said.code(), said::err);
        return said.out();
    }
}
