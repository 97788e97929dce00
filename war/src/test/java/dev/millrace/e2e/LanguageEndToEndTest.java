package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Verbs that look at pipelines, without a server: the controller that they start has no database, no agent and no data directory. */
class LanguageEndToEndTest {
    private static Installation installation;

    @BeforeAll
    static void prepare() throws IOException {
        installation = Installation.empty();
    }

    @AfterAll
    static void down() throws IOException {
        installation.close();
    }

    @Test
    void a_pipeline_is_tried_and_nothing_is_left() throws Exception {
        var pipeline = Files.writeString(installation.directory().resolve("try.groovy"), """
                node('linux') {
                    stage('Build') {
                        checkout scm
                        def commit = sh(returnStdout: true, script: 'git rev-parse --short HEAD').trim()
                        writeFile file: 'made.txt', text: commit
                        echo "made ${readFile 'made.txt'}"
                        sh 'exit 7'
                    }
                }
                """);
        var tried = installation.millrace("run", "--dry-run", pipeline.toString());
        assertEquals(0, tried.code(), () -> tried.out() + tried.err());
        assertTrue(tried.out().contains("    6      echo 'made 0123456'\n"), tried::out);
        assertTrue(tried.out().endsWith("Dry run: SUCCESS\n"), tried::out);
        assertFalse(Files.exists(installation.directory().resolve("share")), "no data directory was made");
    }

    @Test
    void a_directory_is_tried_with_its_files() throws Exception {
        var project = installation.pipeline("tried", "node { checkout scm\n echo readFile('version.txt').trim() }\n");
        Files.writeString(project.resolve("version.txt"), "7.1\n");
        var tried = installation.millrace(
                "run",
                "--dry-run",
                "--data",
                installation.directory().resolve("tried").toString(),
                project.toString());
        assertEquals(0, tried.code(), () -> tried.out() + tried.err());
        assertTrue(tried.out().contains("echo '7.1'\n"), tried::out);
    }

    @Test
    void files_that_are_no_pipelines_are_told_so_each_by_itself() throws Exception {
        var latin = Files.write(
                installation.directory().resolve("latin.groovy"), "echo 'é'".getBytes(StandardCharsets.ISO_8859_1));
        var fine = Files.writeString(installation.directory().resolve("fine.groovy"), "echo 'x'\n");
        var wrong = Files.writeString(installation.directory().resolve("wrong.groovy"), "node {\n");
        var lint = installation.millrace("lint", latin.toString(), fine.toString(), wrong.toString());
        assertEquals(65, lint.code(), () -> lint.out() + lint.err());
        assertEquals(
                2, lint.out().lines().filter(line -> line.contains(": error: ")).count(), lint::out);
        assertTrue(lint.out().startsWith(latin + ":"), lint::out);
        assertFalse(lint.out().contains("fine.groovy"), lint::out);
    }
}
