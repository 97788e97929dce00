package dev.millrace.plugins.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into the run's artifacts, and back into the workspace. */
class ArtifactStepsTest {
    @TempDir
    private Path workspace;

    private PluginBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = PluginBench.inWorkspace(new WorkspacePlugin(), workspace);
        put("a/x.jar", "x");
        put("a/deep/y.jar", "y");
        put("z.txt", "z");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a/*, libs/, libs/a/x.jar, x",
        "a/*, libs, libs/a/x.jar, x",
        "'**/*.jar', libs, libs/a/deep/y.jar, y",
        "'a/x.jar,*.txt', libs, libs/z.txt, z",
        "'a/', ., a/deep/y.jar, y",
        "z.txt, w.txt, w.txt, z",
        "z.txt, new/w.txt, new/w.txt, z",
        "z.txt, new/, new/z.txt, z",
        "a/deep/y.jar, there, there/y.jar, y",
        "z.txt, ., z.txt, z",
        "z.txt, '', z.txt, z",
    })
    void artifacts_come_back_where_the_mapping_says(String artifacts, String target, String file, String content)
            throws Exception {
        bench.run("archiveArtifacts", Map.of("artifacts", "**"));
        bench.workspace().delete("a");
        bench.workspace().delete("z.txt");
        bench.workspace().makeDirectory("there");
        var written = (List<?>) bench.run("unarchive", Map.of("mapping", Map.of(artifacts, target)));
        assertEquals(content, Files.readString(workspace.resolve(file)));
        assertTrue(java.util.Objects.requireNonNull(written).contains(file), written::toString);
    }

    @Test
    void what_is_not_there_is_named_with_what_is() throws Exception {
        bench.run("archiveArtifacts", Map.of("artifacts", "z.txt"));
        var failure = assertThrows(
                StepException.class, () -> bench.run("unarchive", Map.of("mapping", Map.of("*.jar", "x"))));
        assertEquals("No artifact of this run matches '*.jar'. It has z.txt", failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"*.txt, ../out", "z.txt, ../out.txt", "z.txt, /etc/out.txt"})
    void nothing_is_put_outside_of_the_workspace(String artifacts, String target) throws Exception {
        bench.run("archiveArtifacts", Map.of("artifacts", "z.txt"));
        var failure = assertThrows(
                StepException.class, () -> bench.run("unarchive", Map.of("mapping", Map.of(artifacts, target))));
        assertEquals("outside-workspace", failure.reason());
    }

    @Test
    void an_empty_mapping_is_refused() {
        var failure = assertThrows(StepException.class, () -> bench.run("unarchive", Map.of("mapping", Map.of())));
        assertEquals("bad-argument", failure.reason());
    }

    @ParameterizedTest
    @EnumSource(RunResult.class)
    void only_a_run_that_is_good_so_far_archives_where_that_is_asked_for(RunResult result) throws Exception {
        bench.worsen(result).run("archiveArtifacts", Map.of("artifacts", "z.txt", "onlyIfSuccessful", true));
        assertEquals(
                result == RunResult.SUCCESS ? List.of("z.txt") : List.of(),
                List.copyOf(bench.artifacts().keySet()));
        assertEquals(
                result != RunResult.SUCCESS, bench.log().contains("Skipping archiving because the run is " + result));
    }

    @ParameterizedTest
    @CsvSource({"true, 'a/x.jar,good'", "false, a/x.jar"})
    void links_are_followed_to_files_of_the_workspace_or_left_out(boolean follow, String kept) throws Exception {
        var outside = Files.createTempFile("outside", ".txt");
        Files.createSymbolicLink(workspace.resolve("good"), Path.of("a/x.jar"));
        Files.createSymbolicLink(workspace.resolve("bad"), outside);
        Files.createSymbolicLink(workspace.resolve("none"), Path.of("nowhere"));
        bench.run("archiveArtifacts", Map.of("artifacts", "a/x.jar, good, bad, none", "followSymlinks", follow));
        assertEquals(kept, String.join(",", bench.artifacts().keySet()));
        Files.delete(outside);
    }

    @Test
    void excludes_and_what_ant_leaves_out_do_not_get_in() throws Exception {
        put(".git/config", "secret");
        bench.run("archiveArtifacts", Map.of("artifacts", "**", "excludes", "a/deep/"));
        assertEquals(List.of("a/x.jar", "z.txt"), List.copyOf(bench.artifacts().keySet()));
        bench.run("archiveArtifacts", Map.of("artifacts", "**", "defaultExcludes", false));
        assertTrue(bench.artifacts().containsKey(".git/config"));
        assertFalse(bench.artifacts().containsKey("nothing"));
    }

    private void put(String path, String content) throws IOException {
        var file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
