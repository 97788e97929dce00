package dev.millrace.agent.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.agent.workspace.Workspaces;
import dev.millrace.wire.proto.ArchiveFiles;
import dev.millrace.wire.proto.ArchiveFormat;
import dev.millrace.wire.proto.ArchiveRead;
import dev.millrace.wire.proto.ExtractArchive;
import dev.millrace.wire.proto.ExtractArchive.Mode;
import dev.millrace.wire.proto.ExtractedFile;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchivesTest {
    @TempDir
    private Path temporary;

    private WorkspaceFiles files;
    private Path root;

    @BeforeEach
    void claim() throws Exception {
        files = Workspaces.open(temporary.resolve("all"), false)
                .claim(WorkspaceRequest.newBuilder().setKey("w").build())
                .files();
        root = files.root();
    }

    @ParameterizedTest
    @EnumSource(names = "UNRECOGNIZED", mode = EnumSource.Mode.EXCLUDE)
    void what_was_packed_comes_out_again(ArchiveFormat format) throws Exception {
        put("src/a.txt", "one");
        put("src/deep/ümlaut €.txt", "zwei");
        put("src/" + "long/".repeat(40) + "x", "far");
        put("src/empty", "");
        var big = "0123456789".repeat(50_000);
        put("src/big", big);
        var written = pack(format, "out.bin", "src", false);
        assertEquals(5, written.getFiles());
        assertEquals(Files.size(root.resolve("out.bin")), written.getBytes());

        var read = extract(format, "out.bin", "to", Mode.FILES);
        assertEquals(5, read.getFiles());
        assertEquals("one", Files.readString(root.resolve("to/a.txt")));
        assertEquals("zwei", Files.readString(root.resolve("to/deep/ümlaut €.txt")));
        assertEquals("far", Files.readString(root.resolve("to/" + "long/".repeat(40) + "x")));
        assertEquals("", Files.readString(root.resolve("to/empty")));
        assertEquals(big, Files.readString(root.resolve("to/big")));
    }

    @Test
    void a_tar_keeps_modes_times_and_links() throws Exception {
        put("src/run.sh", "#!");
        FileModes.set(root.resolve("src/run.sh"), 0755);
        var time = FileTime.from(Instant.parse("2020-02-02T02:02:02Z"));
        Files.setLastModifiedTime(root.resolve("src/run.sh"), time);
        Files.createSymbolicLink(root.resolve("src/link"), Path.of("run.sh"));
        pack(ArchiveFormat.TAR_GZIP, "x.tgz", "src", false);
        extract(ArchiveFormat.TAR, "x.tgz", "to", Mode.FILES);
        assertEquals(0755, FileModes.get(root.resolve("to/run.sh")));
        assertEquals(time, Files.getLastModifiedTime(root.resolve("to/run.sh")));
        assertEquals(Path.of("run.sh"), Files.readSymbolicLink(root.resolve("to/link")));
    }

    @Test
    void a_zip_keeps_modes_for_other_programs_and_follows_links_inside() throws Exception {
        put("src/run.sh", "#!");
        FileModes.set(root.resolve("src/run.sh"), 0755);
        Files.createSymbolicLink(root.resolve("src/link"), Path.of("run.sh"));
        pack(ArchiveFormat.ZIP, "x.zip", "src", false);
        try (var system = java.nio.file.FileSystems.newFileSystem(
                root.resolve("x.zip"), Map.of("enablePosixFileAttributes", "true"))) {
            var mode = Files.getPosixFilePermissions(system.getPath("/run.sh"));
            assertEquals("rwxr-xr-x", java.nio.file.attribute.PosixFilePermissions.toString(mode));
            assertEquals("#!", Files.readString(system.getPath("/link")));
        }
        Files.createSymbolicLink(root.resolve("src/out"), Path.of("/etc/hostname"));
        assertEquals("outside-workspace", fault(() -> pack(ArchiveFormat.ZIP, "y.zip", "src", false)));
        assertEquals("outside-workspace", fault(() -> pack(ArchiveFormat.TAR, "y.tar", "src", false)));
        assertFalse(Files.exists(root.resolve("y.zip")));
    }

    @Test
    void other_programs_read_what_is_written_and_the_other_way_round() throws Exception {
        put("src/" + "d".repeat(90) + "/" + "f".repeat(90), "deep");
        put("src/ü", "u");
        pack(ArchiveFormat.TAR_GZIP, "x.tgz", "src", false);
        Files.createDirectories(root.resolve("by-tar"));
        run("tar", "xzf", "x.tgz", "-C", "by-tar");
        assertEquals("deep", Files.readString(root.resolve("by-tar/" + "d".repeat(90) + "/" + "f".repeat(90))));
        for (var format : List.of("gnu", "pax", "ustar", "v7")) {
            if (format.equals("v7")) {
                Files.delete(root.resolve("src/" + "d".repeat(90) + "/" + "f".repeat(90)));
            }
            run("tar", "--format=" + format, "-cf", format + ".tar", "-C", "src", ".");
            extract(ArchiveFormat.TAR, format + ".tar", "from-" + format, Mode.FILES);
            assertEquals("u", Files.readString(root.resolve("from-" + format + "/ü")));
        }
        assertEquals("deep", Files.readString(root.resolve("from-gnu/" + "d".repeat(90) + "/" + "f".repeat(90))));
    }

    @Test
    void an_archive_never_holds_itself_and_replaces_only_when_told() throws Exception {
        put("a", "1");
        pack(ArchiveFormat.ZIP, "x.zip", "", false);
        assertEquals("exists", fault(() -> pack(ArchiveFormat.ZIP, "x.zip", "", false)));
        assertEquals(1, pack(ArchiveFormat.ZIP, "x.zip", "", true).getFiles());
        assertEquals("no-such-file", fault(() -> pack(ArchiveFormat.ZIP, "y.zip", "none", false)));
        assertEquals("not-a-directory", fault(() -> pack(ArchiveFormat.ZIP, "y.zip", "a", false)));
        assertEquals("outside-workspace", fault(() -> pack(ArchiveFormat.ZIP, "../y.zip", "", false)));
        try (var left = Files.list(root)) {
            assertEquals(2, left.count(), "no part of an archive is left");
        }
    }

    @Test
    void patterns_choose_what_goes_in_and_what_comes_out() throws Exception {
        put("src/a.java", "a");
        put("src/b.txt", "b");
        put("src/.git/config", "c");
        var request = ArchiveFiles.newBuilder()
                .setFile("x.zip")
                .setDirectory("src")
                .addIncludes("**/*.*")
                .addExcludes("**/*.txt")
                .setDefaultExcludes(true);
        assertEquals(1, Archives.write(files, request.build()).getFiles());
        pack(ArchiveFormat.ZIP, "all.zip", "src", false);
        var read = Archives.extract(
                files,
                ExtractArchive.newBuilder()
                        .setFile("all.zip")
                        .setMode(Mode.READ)
                        .addIncludes("*.txt")
                        .build());
        assertEquals(
                List.of("b.txt"),
                read.getEntriesList().stream().map(ExtractedFile::getPath).toList());
        assertEquals("b", read.getEntries(0).getContent().toStringUtf8());
        assertFalse(Files.exists(root.resolve("b.txt")));
    }

    @Test
    void a_test_tells_what_is_wrong_and_writes_nothing() throws Exception {
        put("src/a", "content that is packed");
        pack(ArchiveFormat.ZIP, "x.zip", "src", false);
        assertEquals("", extract(ArchiveFormat.ZIP, "x.zip", "", Mode.TEST).getProblem());
        assertFalse(Files.exists(root.resolve("a")));
        put("no.zip", "this is text");
        assertTrue(
                extract(ArchiveFormat.ZIP, "no.zip", "", Mode.TEST).getProblem().contains("not a zip file"));
        assertTrue(
                extract(ArchiveFormat.TAR, "no.zip", "", Mode.TEST).getProblem().contains("not a tar file"));
        assertTrue(
                extract(ArchiveFormat.TAR, "none", "", Mode.TEST).getProblem().contains("does not exist"));
        assertEquals("bad-archive", fault(() -> extract(ArchiveFormat.ZIP, "no.zip", "", Mode.FILES)));
        put("x.tar.xz", "\u00fd7zXZ is not unpacked here");
        assertEquals("bad-archive", fault(() -> extract(ArchiveFormat.TAR, "x.tar.xz", "", Mode.FILES)));
    }

    private ArchiveRead extract(ArchiveFormat format, String file, String to, Mode mode) throws Exception {
        return Archives.extract(
                files,
                ExtractArchive.newBuilder()
                        .setFile(file)
                        .setFormat(format)
                        .setDirectory(to)
                        .setMode(mode)
                        .build());
    }

    private dev.millrace.wire.proto.ArchiveWritten pack(
            ArchiveFormat format, String file, String directory, boolean overwrite) throws Exception {
        return Archives.write(
                files,
                ArchiveFiles.newBuilder()
                        .setFile(file)
                        .setFormat(format)
                        .setDirectory(directory)
                        .setOverwrite(overwrite)
                        .build());
    }

    private void put(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private void run(String... command) throws Exception {
        var process =
                new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
        assertEquals(0, process.waitFor(), () -> String.join(" ", command));
    }

    private static String fault(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(FileFault.class, work).code();
    }
}
