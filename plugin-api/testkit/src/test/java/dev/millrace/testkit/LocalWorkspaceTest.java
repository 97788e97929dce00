package dev.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileFacts;
import dev.millrace.api.workspace.FileSet;
import dev.millrace.api.workspace.ProcessSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalWorkspaceTest {
    @TempDir
    private Path directory;

    private Path root;
    private final List<String> log = new ArrayList<>();
    private LocalWorkspace workspace;

    @BeforeEach
    void open() throws Exception {
        root = Files.createDirectories(directory.resolve("workspace"));
        var environment = Map.of("PATH", String.valueOf(System.getenv("PATH")), "WHO", "job");
        workspace = new LocalWorkspace(root, root, environment, new TreeStore(), log::add);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "a/../../x", "/etc/passwd", "out/x", "out"})
    void no_path_leads_out_of_it(String path) throws Exception {
        Files.createSymbolicLink(root.resolve("out"), directory);
        var failure = assertThrows(StepException.class, () -> workspace.write(path, new byte[0]));
        assertEquals("outside-workspace", failure.reason());
    }

    @Test
    void an_absolute_path_below_it_is_taken() throws Exception {
        workspace.write(root.resolve("a/b").toString(), new byte[] {1});
        assertArrayEquals(new byte[] {1}, workspace.read("a/b", 1));
    }

    @Test
    void a_file_that_is_too_large_is_not_read() throws Exception {
        workspace.write("a", new byte[11]);
        assertEquals("too-large", reason(() -> workspace.read("a", 10)));
        assertEquals("too-large", reason(() -> {
            workspace.write("b", new byte[5 << 20]);
            workspace.read("b", 1L << 30);
        }));
        assertEquals("no-such-file", reason(() -> workspace.read("none", 10)));
        assertEquals("not-a-file", reason(() -> workspace.read(".", 10)));
    }

    @Test
    void links_are_not_listed_and_not_packed() throws Exception {
        workspace.write("a/file", new byte[] {1, 2});
        Files.createSymbolicLink(root.resolve("a/link"), root.resolve("a/file"));
        assertEquals(
                List.of("a/file"),
                workspace.list(FileSet.of("**", "", true)).stream()
                        .map(FileFacts::path)
                        .toList());
        assertEquals(1, workspace.pack(FileSet.of("**", "", true)).files());
    }

    @Test
    void equal_trees_have_one_digest_and_come_back_as_they_were() throws Exception {
        workspace.write("one/run", "x".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertTrue(root.resolve("one/run").toFile().setExecutable(true));
        var tree = workspace.pack(new FileSet("one", List.of(), List.of(), true));
        workspace.unpack(tree.digest(), "two");
        assertEquals(tree, workspace.pack(new FileSet("two", List.of(), List.of(), true)));
        assertTrue(Files.isExecutable(root.resolve("two/run")));
    }

    @Test
    void deleting_what_is_not_there_is_no_failure() throws Exception {
        workspace.delete("none");
        assertEquals(Optional.empty(), workspace.stat("none"));
    }

    @Test
    void a_process_gets_its_attachment_and_the_environment_that_was_built_for_it() throws Exception {
        var script = "test ! -t 0 && echo $WHO$HOME".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var result = workspace.execute(
                ProcessSpec.of("sh").attachment("script.sh", script).build());
        assertEquals(0, result.exitCode());
        assertEquals(List.of("job"), log);
        assertEquals(0, result.output().length);
    }

    @Test
    void captured_output_is_not_logged_and_a_signal_is_a_code_above_128() throws Exception {
        var result = workspace.execute(ProcessSpec.of("sh", "-c", "echo out; echo err >&2; kill -9 $$")
                .captureOutput(true)
                .build());
        assertEquals(137, result.exitCode());
        assertEquals("out\n", result.text());
        assertEquals(List.of("err"), log);
        assertFalse(log.contains("out"));
    }

    private interface Attempt {
        void make() throws StepException, InterruptedException;
    }

    private static String reason(Attempt attempt) {
        return assertThrows(StepException.class, attempt::make).reason();
    }
}
