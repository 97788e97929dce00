package dev.millrace.agent.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.WorkspaceRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathsAndPatternsTest {
    @TempDir
    Path directory;

    @Test
    void a_walk_enters_only_where_something_may_match_and_leaves_default_excludes_out() throws Exception {
        for (var file : List.of("src/A.java", "src/B.txt", "target/A.class", ".git/config", "x~")) {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), file);
        }
        assertEquals(List.of("src/A.java"), list(List.of("src/**/*.java"), List.of(), true));
        assertEquals(List.of("src/A.java", "src/B.txt"), list(List.of(), List.of("target/"), true));
        assertEquals(5, list(List.of(), List.of(), false).size());
        var fault = assertThrows(
                FileFault.class,
                () -> new Workspace(directory.toRealPath()).files().list("", FileSelection.everything(), false, 4));
        assertEquals("too-many", fault.code());
    }

    private List<String> list(List<String> includes, List<String> excludes, boolean defaults) throws Exception {
        return new Workspace(directory.toRealPath())
                .files().list("", new FileSelection(includes, excludes, defaults), false, 100).stream()
                        .map(FoundFile::path)
                        .toList();
    }

    @Test
    void links_that_lead_outside_are_not_followed_by_any_operation() throws Exception {
        var outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "s");
        var root = Files.createDirectory(directory.resolve("root"));
        Files.createSymbolicLink(root.resolve("out"), outside);
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        Files.createDirectory(root.resolve("in"));
        Files.createSymbolicLink(root.resolve("alias"), Path.of("in"));
        var files = new Workspace(root.toRealPath()).files();
        for (var path : List.of("out/secret", "file", "../outside/secret", "in/../../outside/secret")) {
            assertOutside(() -> files.read(path, 100));
        }
        assertOutside(() -> files.makeDirectory("out/new"));
        assertOutside(() -> files.write("out/new", new byte[0], 0));
        assertOutside(() -> files.delete("out/secret"));
        assertOutside(() -> files.delete(".."));
        assertTrue(Files.exists(outside.resolve("secret")));

        files.write("alias/f", "x".getBytes(StandardCharsets.UTF_8), 0640);
        assertEquals("x", Files.readString(root.resolve("in/f")));
        assertEquals(0640, FileModes.get(root.resolve("in/f")));
        files.write("file", "mine".getBytes(StandardCharsets.UTF_8), 0);
        assertEquals("s", Files.readString(outside.resolve("secret")));
        files.delete("out");
        assertTrue(Files.exists(outside.resolve("secret")));
        files.delete("");
        try (var rest = Files.list(root)) {
            assertEquals(0, rest.count());
        }
    }

    private static void assertOutside(org.junit.jupiter.api.function.Executable operation) {
        assertEquals(
                "outside-workspace", assertThrows(FileFault.class, operation).code());
    }

    @Test
    void a_workspace_serves_one_lease_at_a_time_and_stays_below_the_root() throws Exception {
        var workspaces = Workspaces.open(directory.resolve("all"), false);
        var request = WorkspaceRequest.newBuilder().setKey("shop").build();
        var first = workspaces.claim(request);
        var second = workspaces.claim(request);
        assertEquals("shop@2", second.path().getFileName().toString());
        workspaces.release(first);
        Files.writeString(first.path().resolve("left"), "x");
        assertEquals(first.path(), workspaces.claim(request).path());
        workspaces.release(first);
        workspaces.claim(request.toBuilder().setFresh(true).build());
        assertFalse(Files.exists(first.path().resolve("left")));
        for (var custom : List.of("/tmp/anywhere", "../x")) {
            assertOutside(() -> workspaces.claim(
                    WorkspaceRequest.newBuilder().setCustom(custom).build()));
        }
        assertThrows(
                FileFault.class,
                () -> workspaces.claim(
                        WorkspaceRequest.newBuilder().setKey("..").build()));
    }
}
