package dev.millrace.agent.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.agent.workspace.Workspaces;
import dev.millrace.wire.proto.ArchiveFiles;
import dev.millrace.wire.proto.ArchiveFormat;
import dev.millrace.wire.proto.ExtractArchive;
import dev.millrace.wire.proto.ExtractArchive.Mode;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that somebody made to do harm. */
class HostileArchivesTest {
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
    @ValueSource(strings = {"../out", "a/../../out", "/tmp/millrace-out", "a/b/../../../../out"})
    void an_entry_that_leads_away_is_refused_in_every_format(String path) throws Exception {
        zip(path, "evil");
        assertOutside(ArchiveFormat.ZIP, "x.zip");
        try (var out = Files.newOutputStream(root.resolve("x.tar"))) {
            Files.writeString(root.resolve("evil"), "evil");
            var tar = new TarWriter(out);
            tar.file(path, root.resolve("evil"), 0644, Instant.EPOCH);
            tar.finish();
        }
        assertOutside(ArchiveFormat.TAR, "x.tar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "../..", "a/../../..", ".."})
    void a_link_that_leads_away_is_refused_before_anything_goes_through_it(String target) throws Exception {
        Files.writeString(root.resolve("evil"), "evil");
        try (var out = Files.newOutputStream(root.resolve("x.tar"))) {
            var tar = new TarWriter(out);
            tar.link("link", target, Instant.EPOCH);
            tar.file("link/millrace-out", root.resolve("evil"), 0644, Instant.EPOCH);
            tar.finish();
        }
        assertOutside(ArchiveFormat.TAR, "x.tar");
    }

    @Test
    void a_link_that_is_there_already_leads_nothing_out_of_the_workspace() throws Exception {
        Files.createDirectories(root.resolve("to"));
        Files.createSymbolicLink(root.resolve("to/link"), temporary);
        zip("link/millrace-out", "evil");
        var fault = assertThrows(FileFault.class, () -> extract(ArchiveFormat.ZIP, "x.zip", "to", Mode.FILES));
        assertEquals("outside-workspace", fault.code());
        assertTrue(Files.notExists(temporary.resolve("millrace-out")));
    }

    @Test
    void a_bomb_is_stopped_by_its_ratio() throws Exception {
        var zeros = new byte[1 << 20];
        try (var zip = new ZipOutputStream(Files.newOutputStream(root.resolve("x.zip")))) {
            for (int i = 0; i < 3; i++) {
                zip.putNextEntry(new ZipEntry("zeros" + i));
                for (int j = 0; j < 100; j++) {
                    zip.write(zeros);
                }
                zip.closeEntry();
            }
        }
        var problem = extract(ArchiveFormat.ZIP, "x.zip", "", Mode.TEST);
        assertEquals("x.zip unpacks to more than the 268435456 bytes that are allowed for it", problem);
    }

    @Test
    void limits_of_a_request_hold() throws Exception {
        try (var tar = new GZIPOutputStream(Files.newOutputStream(root.resolve("x.tgz")))) {
            Files.writeString(root.resolve("ten"), "0123456789");
            var writer = new TarWriter(tar);
            for (int i = 0; i < 10; i++) {
                writer.file("f" + i, root.resolve("ten"), 0644, Instant.EPOCH);
            }
            writer.finish();
        }
        var request = ExtractArchive.newBuilder().setFile("x.tgz").setFormat(ArchiveFormat.TAR);
        assertEquals("too-many", fault(request.clone().setLimitEntries(9).build()));
        assertEquals("too-large", fault(request.clone().setLimitBytes(99).build()));
        assertEquals(
                10, Archives.extract(files, request.setLimitBytes(100).build()).getFiles());
    }

    @Test
    void names_in_the_code_page_of_old_programs_are_read() throws Exception {
        try (var zip = new ZipOutputStream(Files.newOutputStream(root.resolve("x.zip")), Charset.forName("IBM437"))) {
            zip.putNextEntry(new ZipEntry("größe.txt"));
            zip.write("gross".getBytes(StandardCharsets.UTF_8));
        }
        extract(ArchiveFormat.ZIP, "x.zip", "to", Mode.FILES);
        assertEquals("gross", Files.readString(root.resolve("to/größe.txt")));
    }

    @ParameterizedTest
    @EnumSource(names = "UNRECOGNIZED", mode = EnumSource.Mode.EXCLUDE)
    void damaged_archives_are_faults_and_never_anything_else(ArchiveFormat format) throws Exception {
        for (var name : List.of("src/a", "src/b/c", "src/" + "n".repeat(120))) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.writeString(root.resolve(name), name.repeat(50));
        }
        Files.createSymbolicLink(root.resolve("src/link"), Path.of("a"));
        Archives.write(
                files,
                ArchiveFiles.newBuilder()
                        .setFile("whole")
                        .setDirectory("src")
                        .setFormat(format)
                        .build());
        var whole = Files.readAllBytes(root.resolve("whole"));
        var random = new Random(42);
        for (int i = 0; i < 400; i++) {
            var bytes = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            var length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Files.write(root.resolve("damaged"), java.util.Arrays.copyOf(bytes, length));
            try {
                Archives.extract(
                        files,
                        ExtractArchive.newBuilder()
                                .setFile("damaged")
                                .setFormat(format)
                                .setDirectory("to/to")
                                .build());
            } catch (FileFault | IOException e) {
                assertTrue(e.getMessage() != null && !e.getMessage().isBlank());
            }
        }
        try (var there = Files.list(temporary.resolve("all"))) {
            assertEquals(1, there.count());
        }
    }

    private void zip(String path, String text) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(root.resolve("x.zip")))) {
            zip.putNextEntry(new ZipEntry("fine"));
            zip.putNextEntry(new ZipEntry(path));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void assertOutside(ArchiveFormat format, String file) throws Exception {
        var fault = assertThrows(FileFault.class, () -> extract(format, file, "to", Mode.FILES));
        assertEquals("outside-workspace", fault.code(), fault.getMessage());
        assertTrue(extract(format, file, "to", Mode.TEST).contains("leads"));
        assertTrue(Files.notExists(root.resolve("out")));
        assertTrue(Files.notExists(temporary.resolve("out")));
        assertTrue(Files.notExists(Path.of("/tmp/millrace-out")));
        assertTrue(Files.notExists(Path.of("/etc/millrace-out")));
    }

    private String extract(ArchiveFormat format, String file, String to, Mode mode) throws Exception {
        return Archives.extract(
                        files,
                        ExtractArchive.newBuilder()
                                .setFile(file)
                                .setFormat(format)
                                .setDirectory(to)
                                .setMode(mode)
                                .build())
                .getProblem();
    }

    private String fault(ExtractArchive request) {
        return assertThrows(FileFault.class, () -> Archives.extract(files, request))
                .code();
    }
}
