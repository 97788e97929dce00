package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people get wrong: a clear message, what to do, the exit code that is fixed, and nothing lost. */
class BadInputEndToEndTest {
    private static Installation installation;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        installation = Installation.empty().up();
    }

    @AfterAll
    static void down() throws IOException {
        installation.close();
    }

    @Test
    void a_second_controller_on_the_same_data_directory_is_refused() throws Exception {
        var second = installation.millrace(
                "up", "--data", installation.data().toString(), "--port", Integer.toString(Ports.free()));
        assertTrue(second.code() != 0, second::out);
        assertTrue(second.err().contains(installation.data().toString()), second::err);
        assertTrue(second.err().contains("in use"), second::err);
        assertTrue(!second.err().contains("Exception"), second::err);
        assertTrue(installation.ready(), "the first one goes on");
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            var up = installation.millrace(
                    "up", "--data", installation.directory().resolve("other").toString(), "--port", port);
            assertTrue(up.code() != 0, up::out);
            assertTrue(up.err().contains(port), up::err);
            assertTrue(up.err().contains("--port"), up::err);
            assertTrue(!up.err().contains("Exception"), up::err);
        }
    }

    @Test
    void a_path_that_is_not_there_is_named() throws Exception {
        var run = Installation.finish(installation.run(installation.directory().resolve("nowhere")));
        assertEquals(64, run.code(), run::err);
        assertTrue(run.err().contains("nowhere"), run::err);
    }

    @Test
    void a_directory_without_a_jenkinsfile_is_named() throws Exception {
        var empty = Files.createDirectories(installation.directory().resolve("empty"));
        var run = Installation.finish(installation.run(empty));
        assertEquals(64, run.code(), run::err);
        assertTrue(run.err().contains("Jenkinsfile"), run::err);
    }

    @Test
    void a_pipeline_with_mistakes_is_refused_with_their_lines() throws Exception {
        var project = installation.pipeline("mistaken", """
                pipeline {
                    agent any
                    stages {
                        stage('One') {
                            steps {
                                echo mesage: 'hello'
                            }
                        }
                    }
                }
                """);
        var run = Installation.finish(installation.run(project));
        assertEquals(65, run.code(), () -> run.out() + run.err());
        assertTrue((run.out() + run.err()).contains("Jenkinsfile:6:"), () -> run.out() + run.err());
        assertTrue((run.out() + run.err()).contains("message"), () -> "no hint: " + run.out() + run.err());
    }

    @Test
    void a_wrong_token_is_refused_and_says_so() throws Exception {
        var wrong = Files.writeString(installation.directory().resolve("wrong.token"), "mr_nonsense\n");
        var run = installation.millrace(
                "run",
                "--server",
                installation.url("").toString(),
                "--token-file",
                wrong.toString(),
                installation.pipeline("fine", "echo 'hello'\n").toString());
        assertTrue(run.code() != 0, run::out);
        assertTrue(run.err().toLowerCase(java.util.Locale.ROOT).contains("token"), run::err);
    }

    @Test
    void the_administrators_token_is_private() throws Exception {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.token())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.data())));
    }
}
