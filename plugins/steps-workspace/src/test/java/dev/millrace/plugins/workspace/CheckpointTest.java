package dev.millrace.plugins.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.testkit.PluginBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** checkpoint. */
class CheckpointTest {
    @TempDir
    private Path workspace;

    @Test
    void it_keeps_the_whole_workspace_and_says_how_much_that_is() throws Exception {
        Files.writeString(workspace.resolve("a"), "12345");
        Files.createDirectories(workspace.resolve(".git"));
        Files.write(workspace.resolve(".git/pack"), new byte[3_000]);
        try (var bench = PluginBench.inWorkspace(new WorkspacePlugin(), workspace)) {
            bench.run("checkpoint", Map.of());
            bench.run("checkpoint", Map.of("name", "built"));
            assertEquals(
                    List.of(
                            "Workspace snapshot: 2 file(s), 2 KiB",
                            "Workspace snapshot \u2018built\u2019: 2 file(s), 2 KiB"),
                    bench.log());
        }
    }
}
