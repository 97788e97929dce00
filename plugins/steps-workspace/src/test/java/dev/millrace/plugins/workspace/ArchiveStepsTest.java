package dev.millrace.plugins.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class ArchiveStepsTest {
    @TempDir
    private Path workspace;

    private PluginBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = PluginBench.inWorkspace(new WorkspacePlugin(), workspace);
        put("src/a.txt", "one");
        put("src/deep/b.log", "two");
        put("src/.git/config", "three");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void a_zip_has_what_matches_under_paths_of_its_directory() throws Exception {
        bench.run("zip", Map.of("zipFile", "out/x.zip", "dir", "src", "glob", "**/*.txt,**/*.log", "exclude", "deep/"));
        assertEquals(
                List.of(
                        "Writing zip file of %s/src filtered by [**/*.txt,**/*.log] - [deep/] to %s/out/x.zip"
                                .formatted(workspace, workspace),
                        "Zipped 1 entries."),
                bench.log());
        assertEquals(Map.of("a.txt", "one"), bench.run("unzip", Map.of("zipFile", "out/x.zip", "read", true)));
    }

    @Test
    void a_zip_that_is_there_is_replaced_only_when_told() throws Exception {
        bench.run("zip", Map.of("zipFile", "x.zip", "dir", "src", "archive", true));
        assertEquals(List.of("x.zip"), List.copyOf(bench.artifacts().keySet()));
        assertMessage(
                workspace + "/x.zip exists. Set overwrite: true to replace it",
                "zip",
                Map.of("zipFile", "x.zip", "dir", "src"));
        bench.run("zip", Map.of("zipFile", "x.zip", "dir", "src", "overwrite", true, "defaultExcludes", false));
        assertEquals("Zipped 3 entries.", bench.log().getLast());
    }

    @Test
    void a_zip_is_unpacked_read_and_tested() throws Exception {
        bench.run("zip", Map.of("zipFile", "x.zip", "dir", "src"));
        bench.run("unzip", Map.of("zipFile", "x.zip", "dir", "to"));
        assertEquals("two", Files.readString(workspace.resolve("to/deep/b.log")));
        assertTrue(bench.log().contains("Extracting: a.txt -> %s/to/a.txt".formatted(workspace)));
        assertEquals("Extracted: 2 files", bench.log().getLast());
        int lines = bench.log().size();
        bench.run("unzip", Map.of("zipFile", "x.zip", "dir", "quiet", "glob", "*.txt", "quiet", true));
        assertEquals(lines + 2, bench.log().size());
        assertEquals("Extracted: 1 files", bench.log().getLast());
        assertEquals(
                Map.of("a.txt", "one", "deep/b.log", "two"),
                bench.run("unzip", Map.of("zipFile", "x.zip", "read", true)));
        assertEquals(true, bench.run("unzip", Map.of("zipFile", "x.zip", "test", true)));
        put("bad.zip", "no zip");
        assertEquals(false, bench.run("unzip", Map.of("zipFile", "bad.zip", "test", true)));
        assertTrue(bench.log().getLast().startsWith("ERROR: bad.zip is not a zip file"));
        assertEquals(false, bench.run("unzip", Map.of("zipFile", "none.zip", "test", true)));
    }

    @Test
    void a_tar_goes_the_same_way_compressed_or_not() throws Exception {
        for (var compress : List.of(true, false)) {
            var file = "x-%s.tar".formatted(compress);
            bench.run("tar", Map.of("file", file, "dir", "src", "compress", compress));
            assertEquals("Compressed 2 entries.", bench.log().getLast());
            bench.run("untar", Map.of("file", file, "dir", "to" + compress, "glob", "**/*.log"));
            assertEquals("two", Files.readString(workspace.resolve("to%s/deep/b.log".formatted(compress))));
            assertTrue(Files.notExists(workspace.resolve("to%s/a.txt".formatted(compress))));
            assertEquals(true, bench.run("untar", Map.of("file", file, "test", true)));
        }
        var head = Files.readAllBytes(workspace.resolve("x-true.tar"));
        assertEquals(0x1F, head[0]);
    }

    @Test
    void what_cannot_be_packed_or_unpacked_is_named() throws Exception {
        assertMessage(workspace + "/none does not exist.", "zip", Map.of("zipFile", "x.zip", "dir", "none"));
        assertMessage(workspace + "/src/a.txt is not a directory.", "tar", Map.of("file", "x", "dir", "src/a.txt"));
        assertMessage(workspace + "/none.zip does not exist.", "unzip", Map.of("zipFile", "none.zip"));
        assertMessage(workspace + "/src is a directory.", "untar", Map.of("file", "src"));
        assertMessage("zip needs the name of the file", "zip", Map.of("zipFile", " "));
        assertMessage(
                "There is no encoding UTF-99: use UTF-8, ISO-8859-1, Base64, ...",
                "unzip",
                Map.of("zipFile", "x.zip", "charset", "UTF-99"));
    }

    private void put(String path, String text) throws IOException {
        Files.createDirectories(workspace.resolve(path).getParent());
        Files.writeString(workspace.resolve(path), text);
    }

    private void assertMessage(String message, String step, Map<String, ?> arguments) {
        assertEquals(
                message,
                assertThrows(StepException.class, () -> bench.run(step, arguments))
                        .getMessage());
    }
}
