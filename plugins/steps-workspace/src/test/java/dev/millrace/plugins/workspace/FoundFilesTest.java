package dev.millrace.plugins.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.Described;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** findFiles, touch, digests, prependToFile, fingerprint, archive, cleanWs. */
class FoundFilesTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String SHA1_OF_ABC = "a9993e364706816aba3e25717850c26c9cd0d89d";
    private static final String MD5_OF_ABC = "900150983cd24fb0d6963f7d28e17f72";

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
    void files_are_found_by_pattern_with_their_facts() throws Exception {
        put("src/a.java", "abc");
        put("src/deep/b.java", "");
        put("src/deep/c.txt", "");
        put(".git/d.java", "");
        var found = find(Map.of("glob", "**/*.java"));
        assertEquals(
                List.of("src/a.java", "src/deep/b.java"),
                found.stream().map(Described::text).toList());
        var first = found.getFirst().fields();
        assertEquals("a.java", first.get("name"));
        assertEquals("src/a.java", first.get("path"));
        assertEquals(false, first.get("directory"));
        assertEquals(3L, first.get("length"));
        assertEquals(Files.getLastModifiedTime(workspace.resolve("src/a.java")).toMillis(), first.get("lastModified"));
        assertEquals(List.of(), find(Map.of("glob", "*.none")));
        assertEquals(
                List.of("src/a.java"),
                find(Map.of("glob", "**/*.java, *.x", "excludes", "src/deep/**")).stream()
                        .map(Described::text)
                        .toList());
    }

    @Test
    void without_a_pattern_the_directory_itself_is_listed() throws Exception {
        put("a", "");
        put("b/c", "");
        assertEquals(
                List.of("a", "b/"), find(Map.of()).stream().map(Described::text).toList());
        assertEquals(true, find(Map.of()).getLast().fields().get("directory"));
        assertEquals("b", find(Map.of()).getLast().fields().get("name"));
        bench.inDirectory("not/there");
        assertEquals(List.of(), find(Map.of()));
    }

    @Test
    void touch_makes_a_file_and_sets_its_time() throws Exception {
        var made = assertInstanceOf(Described.class, bench.run("touch", Map.of("file", "x/y", "timestamp", 1_000L)));
        assertEquals("x/y", made.text());
        assertEquals(1_000L, made.fields().get("lastModified"));
        put("z", "kept");
        bench.run("touch", Map.of("file", "z"));
        assertEquals("kept", Files.readString(workspace.resolve("z")));
        assertEquals("bad-argument", reason("touch", Map.of("file", "z", "timestamp", -1)));
        assertEquals("outside-workspace", reason("touch", Map.of("file", "../z")));
    }

    @Test
    void digests_of_files_are_returned_and_verified() throws Exception {
        put("abc", "abc");
        assertEquals(MD5_OF_ABC, bench.run("md5", Map.of("file", "abc")));
        assertEquals(SHA1_OF_ABC, bench.run("sha1", Map.of("file", "abc")));
        assertEquals(SHA256_OF_ABC, bench.run("sha256", Map.of("file", "abc")));
        assertEquals(null, bench.run("sha256", Map.of("file", "none")));
        assertEquals(null, bench.run("sha256", Map.of("file", ".")));
        bench.run("verifySha256", Map.of("file", "abc", "hash", SHA256_OF_ABC.toUpperCase(java.util.Locale.ROOT)));
        bench.run("verifyMd5", Map.of("file", "abc", "hash", MD5_OF_ABC));
        assertMessage(
                "SHA-1 hash mismatch: expected: 'beef', actual: '%s'".formatted(SHA1_OF_ABC),
                "verifySha1",
                Map.of("file", "abc", "hash", "beef"));
        assertMessage("File not found: none", "verifySha1", Map.of("file", "none", "hash", "beef"));
    }

    @Test
    void text_is_put_before_what_a_file_has() throws Exception {
        bench.run("prependToFile", Map.of("file", "log", "content", "b\n"));
        bench.run("prependToFile", Map.of("file", "log", "content", "ä\n"));
        assertEquals("ä\nb\n", Files.readString(workspace.resolve("log")));
    }

    @Test
    void fingerprints_are_in_the_log() throws Exception {
        put("out/ABC.Jar", "abc");
        bench.run("fingerprint", Map.of("targets", "out/*.jar", "caseSensitive", false));
        assertEquals(List.of("Recording fingerprints", "sha256:%s out/ABC.Jar".formatted(SHA256_OF_ABC)), bench.log());
    }

    @Test
    void the_old_archive_goes_on_where_nothing_matches() throws Exception {
        put("a.txt", "a");
        bench.run("archive", Map.of("includes", "*.txt"));
        bench.run("archive", Map.of("includes", "*.none"));
        assertEquals(List.of("a.txt"), List.copyOf(bench.artifacts().keySet()));
        assertEquals(
                "No artifacts found that match the file pattern \"*.none\".",
                bench.log().getLast());
    }

    @Test
    void cleanWs_empties_the_workspace() throws Exception {
        put("a/b", "");
        put(".git/config", "");
        bench.run("cleanWs", Map.of());
        assertEquals(List.of(), left());
        assertEquals(List.of("[WS-CLEANUP] Deleting project workspace...", "[WS-CLEANUP] done"), bench.log());
    }

    @Test
    void cleanWs_deletes_what_matches_and_directories_only_when_told() throws Exception {
        for (var file : List.of("target/a.class", "target/keep.log", "target/deep/b.class", "src/c", ".git/d")) {
            put(file, "");
        }
        var patterns = List.of(
                Map.of("pattern", "target/**", "type", "INCLUDE"), Map.of("pattern", "**/*.log", "type", "EXCLUDE"));
        bench.run("cleanWs", Map.of("patterns", patterns));
        assertEquals(List.of(".git/d", "src/c", "target/keep.log"), left());
        assertTrue(Files.isDirectory(workspace.resolve("target/deep")));
        bench.run(
                "cleanWs",
                Map.of("deleteDirs", true, "patterns", List.of(Map.of("pattern", "**/.git", "type", "include"))));
        assertEquals(List.of("src/c", "target/keep.log"), left());
        bench.run("cleanWs", Map.of("patterns", List.of(Map.of("pattern", "src/**", "type", "EXCLUDE"))));
        assertEquals(List.of("src/c"), left());
    }

    @Test
    void cleanWs_looks_at_how_the_run_stands() throws Exception {
        put("a", "");
        bench.worsen(RunResult.FAILURE);
        bench.run("cleanWs", Map.of("cleanWhenFailure", false));
        assertEquals(List.of("a"), left());
        assertEquals(
                "[WS-CLEANUP] Skipped based on build state FAILURE", bench.log().getLast());
        bench.run("cleanWs", Map.of("cleanWhenSuccess", false));
        assertEquals(List.of(), left());
    }

    @Test
    void mistakes_of_cleanWs_are_named() {
        assertEquals("bad-argument", reason("cleanWs", Map.of("patterns", List.of("target/**"))));
        assertEquals(
                "bad-argument",
                reason("cleanWs", Map.of("patterns", List.of(Map.of("pattern", "x", "type", "MAYBE")))));
        assertEquals("bad-argument", reason("cleanWs", Map.of("externalDelete", "rm -rf %s")));
    }

    private List<Described> find(Map<String, ?> arguments) throws Exception {
        List<?> found = assertInstanceOf(List.class, bench.run("findFiles", arguments));
        return found.stream()
                .map(file -> assertInstanceOf(Described.class, file))
                .toList();
    }

    private void put(String path, String text) throws IOException {
        Files.createDirectories(workspace.resolve(path).getParent());
        Files.writeString(workspace.resolve(path), text);
    }

    private List<String> left() throws IOException {
        try (var walk = Files.walk(workspace)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> workspace.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private String reason(String step, Map<String, ?> arguments) {
        return assertThrows(StepException.class, () -> bench.run(step, arguments))
                .reason();
    }

    private void assertMessage(String message, String step, Map<String, ?> arguments) {
        assertEquals(
                message,
                assertThrows(StepException.class, () -> bench.run(step, arguments))
                        .getMessage());
    }
}
