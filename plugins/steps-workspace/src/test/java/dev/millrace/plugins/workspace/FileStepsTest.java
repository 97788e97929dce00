package dev.millrace.plugins.workspace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStepsTest {
    @TempDir
    private Path workspace;

    private PluginBench bench;

    @BeforeEach
    void start() {
        bench = PluginBench.inWorkspace(new WorkspacePlugin(), workspace);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void what_is_written_is_read_back() throws Exception {
        bench.run("writeFile", Map.of("file", "a/b/version.txt", "text", "1.0 ü\n"));
        assertEquals("1.0 ü\n", bench.run("readFile", Map.of("file", "a/b/version.txt")));
    }

    @Test
    void base64_carries_bytes() throws Exception {
        bench.run("writeFile", Map.of("file", "bytes", "text", "AAH/", "encoding", "Base64"));
        assertArrayEquals(new byte[] {0, 1, -1}, Files.readAllBytes(workspace.resolve("bytes")));
        assertEquals("AAH/", bench.run("readFile", Map.of("file", "bytes", "encoding", "Base64")));
    }

    @Test
    void a_file_that_is_not_there_cannot_be_read() {
        var failure = assertThrows(StepException.class, () -> bench.run("readFile", Map.of("file", "none")));
        assertEquals("no-such-file", failure.reason());
    }

    @Test
    void no_path_leads_out_of_the_workspace() throws Exception {
        Files.createSymbolicLink(workspace.resolve("link"), workspace.getParent());
        for (var path : List.of("../x", "a/../../x", "link/x", "/etc/hostname")) {
            var failure = assertThrows(
                    StepException.class, () -> bench.run("writeFile", Map.of("file", path, "text", "")), path);
            assertEquals("outside-workspace", failure.reason(), path);
        }
    }

    @Test
    void files_and_directories_exist_or_not() throws Exception {
        Files.createDirectories(workspace.resolve("there"));
        assertEquals(true, bench.run("fileExists", Map.of("file", "there")));
        assertEquals(false, bench.run("fileExists", Map.of("file", "not/there")));
    }

    @Test
    void deleteDir_empties_the_workspace_and_keeps_its_top() throws Exception {
        Files.createDirectories(workspace.resolve("a/b"));
        Files.writeString(workspace.resolve("a/b/file"), "x");
        bench.run("deleteDir", Map.of());
        assertTrue(Files.isDirectory(workspace));
        assertEquals(0, workspace.toFile().list().length);
    }

    @Test
    void dir_moves_its_body_below_the_current_directory() throws Exception {
        bench.inDirectory("outer");
        var scope = bench.open("dir", Map.of("path", "inner"));
        var expected = workspace.resolve("outer/inner").toString();
        assertEquals(BlockScope.inDirectory(expected), scope);
        assertEquals(List.of("Running in " + expected), bench.log());
    }

    @Test
    void stashed_files_come_back_in_another_directory() throws Exception {
        Files.createDirectories(workspace.resolve("target/deep"));
        Files.writeString(workspace.resolve("target/app.jar"), "jar");
        Files.writeString(workspace.resolve("target/deep/app.txt"), "txt");
        bench.run("stash", Map.of("name", "out", "includes", "target/**", "excludes", "**/*.txt"));
        bench.inDirectory("elsewhere").run("unstash", Map.of("name", "out"));
        assertEquals("jar", Files.readString(workspace.resolve("elsewhere/target/app.jar")));
        assertTrue(Files.notExists(workspace.resolve("elsewhere/target/deep")));
        assertEquals(List.of("Stashed 1 file(s)"), bench.log());
    }

    @Test
    void an_empty_stash_is_refused_unless_it_is_allowed() throws Exception {
        var failure = assertThrows(
                StepException.class, () -> bench.run("stash", Map.of("name", "none", "includes", "*.none")));
        assertEquals("No files included in stash ‘none’", failure.getMessage());
        bench.run("stash", Map.of("name", "none", "includes", "*.none", "allowEmpty", true));
        bench.run("unstash", Map.of("name", "none"));
    }

    @Test
    void an_unknown_stash_is_named() {
        var failure = assertThrows(StepException.class, () -> bench.run("unstash", Map.of("name", "lost")));
        assertEquals("No such saved stash ‘lost’", failure.getMessage());
    }

    @Test
    void artifacts_keep_their_paths() throws Exception {
        Files.createDirectories(workspace.resolve("target/.git"));
        Files.writeString(workspace.resolve("target/app.jar"), "jar");
        Files.writeString(workspace.resolve("target/.git/config"), "secret");
        bench.run("archiveArtifacts", Map.of("artifacts", "target/**, none/*", "fingerprint", true));
        assertEquals(List.of("target/app.jar"), List.copyOf(bench.artifacts().keySet()));
        assertEquals(
                List.of(
                        "Archiving artifacts",
                        "Recording fingerprints",
                        "sha256:" + bench.run("sha256", Map.of("file", "target/app.jar")) + " target/app.jar"),
                bench.log());
    }

    @Test
    void no_artifact_is_a_failure_unless_it_is_allowed() throws Exception {
        var message = "No artifacts found that match the file pattern \"*.jar\". Configuration error?";
        var failure =
                assertThrows(StepException.class, () -> bench.run("archiveArtifacts", Map.of("artifacts", "*.jar")));
        assertEquals(message, failure.getMessage());
        bench.run("archiveArtifacts", Map.of("artifacts", "*.jar", "allowEmptyArchive", true));
        assertEquals(message, bench.log().getLast());
    }

    @Test
    void patterns_without_case_find_files_as_they_are_spelled() throws Exception {
        Files.createDirectories(workspace.resolve("Out/Sub"));
        Files.writeString(workspace.resolve("Out/Sub/App.JAR"), "jar");
        Files.writeString(workspace.resolve("Out/App.txt"), "txt");
        var any = Map.of("artifacts", "out/**/*.jar,OUT/*.TXT", "excludes", "**/none", "caseSensitive", false);
        bench.run("archiveArtifacts", any);
        assertEquals(
                List.of("Out/App.txt", "Out/Sub/App.JAR"),
                List.copyOf(bench.artifacts().keySet()));
    }

    @Test
    void patterns_without_case_that_find_nothing_archive_nothing() throws Exception {
        Files.writeString(workspace.resolve("app.jar"), "jar");
        var none = Map.of("artifacts", "*.jar", "excludes", "APP.*", "caseSensitive", false, "allowEmptyArchive", true);
        bench.run("archiveArtifacts", none);
        assertEquals(0, bench.artifacts().size());
    }
}
