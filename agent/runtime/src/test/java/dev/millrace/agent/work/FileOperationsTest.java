package dev.millrace.agent.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.agent.workspace.Workspaces;
import dev.millrace.wire.proto.DeleteMatching;
import dev.millrace.wire.proto.DigestFile;
import dev.millrace.wire.proto.FileFacts;
import dev.millrace.wire.proto.FindHome;
import dev.millrace.wire.proto.ListFiles;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.TouchFile;
import dev.millrace.wire.proto.TreeKind;
import dev.millrace.wire.proto.WorkspaceRequest;
import dev.millrace.wire.proto.WriteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOperationsTest {
    @TempDir
    private Path temporary;

    private WorkspaceFiles files;
    private Path root;

    @BeforeEach
    void claim() throws Exception {
        files = Workspaces.open(temporary, false)
                .claim(WorkspaceRequest.newBuilder().setKey("w").build())
                .files();
        root = files.root();
        for (var file : List.of("a/x.log", "a/y.txt", "b/deep/z.log")) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), "abc");
        }
    }

    @Test
    void what_matches_is_deleted_and_directories_only_when_asked_for() throws Exception {
        Files.createSymbolicLink(root.resolve("b/link.log"), Path.of("/etc/hostname"));
        perform(Operate.newBuilder()
                .setDeleteMatching(DeleteMatching.newBuilder().addIncludes("**/*.log")));
        assertEquals(List.of("a/y.txt"), left());
        assertTrue(Files.exists(Path.of("/etc/hostname")), "a link is deleted, not what it leads to");
        assertTrue(Files.isDirectory(root.resolve("b/deep")));
        perform(Operate.newBuilder()
                .setDeleteMatching(DeleteMatching.newBuilder().addIncludes("b").setDirectories(true)));
        assertTrue(Files.notExists(root.resolve("b")));
        perform(Operate.newBuilder()
                .setDeleteMatching(DeleteMatching.newBuilder().setDirectory("none")));
        assertEquals(
                "outside-workspace",
                fault(Operate.newBuilder()
                        .setDeleteMatching(DeleteMatching.newBuilder().setDirectory("../w"))));
    }

    @Test
    void directories_are_listed_when_asked_for() throws Exception {
        var list = ListFiles.newBuilder().addIncludes("*").setDirectories(true);
        var found = perform(Operate.newBuilder().setList(list)).getFiles().getFilesList();
        assertEquals(List.of("a", "b"), found.stream().map(FileFacts::getPath).toList());
        assertEquals(TreeKind.FOLDER, found.getFirst().getKind());
    }

    @Test
    void the_home_of_a_tool_is_looked_for_outside_of_the_workspace_and_nothing_of_it_is_read() throws Exception {
        var home = Files.createDirectories(temporary.resolve("opt/jdk"));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("bin/java"), "#!/bin/sh");
        Files.createSymbolicLink(temporary.resolve("opt/current"), home);
        var found = find(temporary.resolve("opt/current").toString(), "bin/java", "bin/javac");
        assertEquals(
                List.of(TreeKind.FOLDER, TreeKind.REGULAR, TreeKind.MISSING),
                found.stream().map(FileFacts::getKind).toList());
        assertEquals(0, found.get(1).getSize());
        assertEquals(
                TreeKind.MISSING,
                find(temporary.resolve("opt/none").toString()).getFirst().getKind());
        assertEquals(
                TreeKind.REGULAR,
                find(home.resolve("bin/java").toString()).getFirst().getKind(),
                "a file is no home");
        for (var wrong : List.of(
                FindHome.newBuilder().setDirectory("opt/jdk"),
                FindHome.newBuilder().setDirectory("/opt").addFiles("../etc/passwd"))) {
            assertEquals("io", fault(Operate.newBuilder().setFindHome(wrong)));
        }
    }

    private List<FileFacts> find(String home, String... programs) throws Exception {
        var request = FindHome.newBuilder().setDirectory(home).addAllFiles(List.of(programs));
        return perform(Operate.newBuilder().setFindHome(request)).getFiles().getFilesList();
    }

    @Test
    void touch_makes_a_file_and_sets_its_time() throws Exception {
        var touch = TouchFile.newBuilder().setPath("c/new").setModifiedMillis(5_000);
        var facts = perform(Operate.newBuilder().setTouch(touch)).getFiles().getFiles(0);
        assertEquals(5_000, facts.getModifiedMillis());
        assertEquals(0, facts.getSize());
        perform(Operate.newBuilder().setTouch(TouchFile.newBuilder().setPath("a/x.log")));
        assertEquals("abc", Files.readString(root.resolve("a/x.log")));
        assertEquals(
                "outside-workspace",
                fault(Operate.newBuilder().setTouch(TouchFile.newBuilder().setPath("../x"))));
    }

    @Test
    void digests_are_of_the_content() throws Exception {
        assertEquals("900150983cd24fb0d6963f7d28e17f72", digest(DigestFile.Algorithm.MD5));
        assertEquals("a9993e364706816aba3e25717850c26c9cd0d89d", digest(DigestFile.Algorithm.SHA1));
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                digest(DigestFile.Algorithm.SHA256));
        assertEquals(
                "not-a-file",
                fault(Operate.newBuilder().setDigest(DigestFile.newBuilder().setPath("a"))));
        assertEquals(
                "no-such-file",
                fault(Operate.newBuilder().setDigest(DigestFile.newBuilder().setPath("c"))));
    }

    @Test
    void a_part_is_written_at_its_offset_and_repeating_it_changes_nothing() throws Exception {
        var part = Operate.newBuilder()
                .setWrite(WriteFile.newBuilder()
                        .setPath("a/x.log")
                        .setOffset(2)
                        .setContent(ByteString.copyFromUtf8("XYZ")));
        perform(part);
        perform(part);
        assertEquals("abXYZ", Files.readString(root.resolve("a/x.log")));
        assertEquals(
                "not-a-file",
                fault(Operate.newBuilder()
                        .setWrite(WriteFile.newBuilder().setPath("a/x.log").setOffset(99))));
    }

    private String digest(DigestFile.Algorithm algorithm) throws Exception {
        var digest = DigestFile.newBuilder().setPath("a/x.log").setAlgorithm(algorithm);
        return HexFormat.of()
                .formatHex(perform(Operate.newBuilder().setDigest(digest))
                        .getDigest()
                        .getDigest()
                        .toByteArray());
    }

    private OperationFinished perform(Operate.Builder request) throws IOException, FileFault {
        return FileOperations.perform(files, request.build()).build();
    }

    private String fault(Operate.Builder request) {
        return assertThrows(FileFault.class, () -> perform(request)).code();
    }

    private List<String> left() throws IOException {
        try (var walk = Files.walk(root)) {
            return walk.filter(file -> Files.isRegularFile(file) || Files.isSymbolicLink(file))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
