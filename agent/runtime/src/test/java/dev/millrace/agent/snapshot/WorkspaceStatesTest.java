package dev.millrace.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.workspace.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States of workspaces: what is kept of them, what is read, sent and fetched, and what is left alone. */
class WorkspaceStatesTest {
    private static final FileTime OLD = FileTime.from(Instant.parse("2020-02-03T04:05:06.123456789Z"));

    @TempDir
    private Path temporary;

    private Path workspace;
    private Path elsewhere;
    private Desk desk;

    @BeforeEach
    void prepare() throws IOException {
        workspace = Files.createDirectories(temporary.resolve("workspace"));
        elsewhere = temporary.resolve("elsewhere");
        desk = Desk.in(temporary.resolve("agent"));
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, OLD);
        return file;
    }

    private static void setLinkTime(Path link, FileTime time) throws IOException {
        Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, null, null);
    }

    private void manyKinds() throws IOException {
        write(workspace.resolve("src/Main.java"), "class Main {}");
        write(workspace.resolve("src/Copy.java"), "class Main {}");
        write(workspace.resolve("src-gen/a-b"), "between src and src/");
        write(workspace.resolve("empty.txt"), "");
        write(workspace.resolve("名前/grüße €.txt"), "names are text");
        FileModes.set(write(workspace.resolve("bin/tool"), "#!/bin/sh"), 0755);
        FileModes.set(write(workspace.resolve("locked/read-only"), "r"), 0444);
        FileModes.set(workspace.resolve("locked"), 0555);
        Files.createDirectories(workspace.resolve("hollow/inner"));
        FileModes.set(workspace.resolve("hollow/inner"), 0700);
        var random = new Random(1);
        for (int bytes : new int[] {1 << 20, (1 << 20) + 1, 9 << 20}) {
            var content = new byte[bytes];
            random.nextBytes(content);
            Files.write(workspace.resolve("large-" + bytes), content);
            Files.setLastModifiedTime(workspace.resolve("large-" + bytes), OLD);
        }
        setLinkTime(Files.createSymbolicLink(workspace.resolve("link"), Path.of("src/Main.java")), OLD);
        Files.createSymbolicLink(workspace.resolve("bin/python"), Path.of("/usr/bin/python3"));
        Files.createSymbolicLink(workspace.resolve("nowhere"), Path.of("../../..//x"));
    }

    @Test
    void a_state_restored_by_another_agent_has_the_same_contents_modes_links_empty_directories_and_times()
            throws Exception {
        manyKinds();
        var taken = desk.take(workspace);
        assertEquals(10, taken.getFiles());
        assertEquals(0, taken.getRemarkCount());
        var restored = desk.another(temporary.resolve("other-agent")).restore(taken.getManifest(), elsewhere);
        assertEquals(Picture.of(workspace), Picture.of(elsewhere));
        assertEquals(10, restored.getFiles());
        assertTrue(restored.getFetchedBytes() > 11 << 20, "fetched " + restored.getFetchedBytes());
    }

    @Test
    void the_same_state_has_the_same_name_and_nothing_is_read_or_sent_for_it() throws Exception {
        manyKinds();
        var first = desk.take(workspace);
        long received = desk.blobs.bytesReceived();
        var second = desk.take(workspace);
        assertEquals(first.getManifest(), second.getManifest());
        assertEquals(0, second.getReadFiles());
        assertEquals(0, second.getSentBytes());
        assertEquals(received, desk.blobs.bytesReceived());
    }

    @Test
    void of_a_few_changes_in_many_files_little_is_read_and_sent_and_few_blobs_come_of_it() throws Exception {
        for (int file = 0; file < 6_000; file++) {
            write(workspace.resolve("d%d/f%d".formatted(file % 60, file)), "content of file " + file);
        }
        var first = desk.take(workspace);
        assertEquals(6_000, first.getReadFiles());
        int blobs = desk.blobs.digests().size();
        assertTrue(blobs < 10, blobs + " blobs");
        for (int file = 0; file < 6_000; file += 600) {
            Files.writeString(workspace.resolve("d%d/f%d".formatted(file % 60, file)), "changed " + file);
        }
        var second = desk.take(workspace);
        assertNotEquals(first.getManifest(), second.getManifest());
        assertEquals(10, second.getReadFiles());
        assertTrue(second.getSentBytes() < first.getSentBytes() / 4, second.getSentBytes() + " bytes");
        assertTrue(desk.blobs.digests().size() <= blobs + 3);
        desk.another(temporary.resolve("other-agent")).restore(second.getManifest(), elsewhere);
        assertEquals(Picture.of(workspace), Picture.of(elsewhere));
    }

    @Test
    void a_file_that_moved_is_not_sent_again() throws Exception {
        var content = new byte[300_000];
        new Random(2).nextBytes(content);
        Files.write(workspace.resolve("before"), content);
        desk.take(workspace);
        Files.move(workspace.resolve("before"), workspace.resolve("after"));
        var moved = desk.take(workspace);
        assertTrue(moved.getSentBytes() < 2_000, moved.getSentBytes() + " bytes");
    }

    @Test
    void a_file_that_was_written_just_before_is_read_again_because_a_change_could_carry_the_same_time()
            throws Exception {
        desk.honestClock();
        Files.writeString(workspace.resolve("young"), "one");
        write(workspace.resolve("old"), "old in time of content only");
        desk.take(workspace);
        var again = desk.take(workspace);
        assertEquals(2, again.getReadFiles());
    }

    @Test
    void a_change_that_keeps_size_and_time_is_seen() throws Exception {
        var file = write(workspace.resolve("sly"), "one");
        var first = desk.take(workspace);
        write(file, "two");
        var second = desk.take(workspace);
        assertEquals(1, second.getReadFiles());
        assertNotEquals(first.getManifest(), second.getManifest());
    }

    @Test
    void restoring_over_a_changed_workspace_keeps_what_is_right_fetches_nothing_and_removes_what_is_too_much()
            throws Exception {
        manyKinds();
        var before = Picture.of(workspace);
        var taken = desk.take(workspace);
        Files.writeString(workspace.resolve("src/Main.java"), "broken");
        FileModes.set(workspace.resolve("bin/tool"), 0600);
        Files.setLastModifiedTime(workspace.resolve("empty.txt"), FileTime.from(Instant.now()));
        Files.delete(workspace.resolve("hollow/inner"));
        Files.delete(workspace.resolve("hollow"));
        Files.writeString(workspace.resolve("hollow"), "a file now");
        Files.delete(workspace.resolve("link"));
        Files.createDirectories(workspace.resolve("link/deep"));
        write(workspace.resolve("target/classes/Main.class"), "too much");
        FileModes.set(workspace.resolve("target/classes"), 0555);
        Files.delete(workspace.resolve("src/Copy.java"));
        Files.createSymbolicLink(workspace.resolve("src/Copy.java"), Path.of("Main.java"));
        var restored = desk.restore(taken.getManifest(), workspace);
        assertEquals(before, Picture.of(workspace));
        assertEquals(0, restored.getFetchedBytes());
        assertEquals(6, restored.getKeptFiles());
        assertEquals(3, restored.getRemoved());
        assertEquals(taken.getManifest(), desk.take(workspace).getManifest());
    }

    @Test
    void after_a_restore_the_next_snapshot_reads_nothing_of_old_files() throws Exception {
        manyKinds();
        var taken = desk.take(workspace);
        var other = desk.another(temporary.resolve("other-agent"));
        other.restore(taken.getManifest(), elsewhere);
        var again = other.take(elsewhere);
        assertEquals(taken.getManifest(), again.getManifest());
        assertEquals(0, again.getReadFiles());
    }

    @Test
    void a_fresh_directory_is_filled_from_what_the_agent_kept() throws Exception {
        manyKinds();
        var taken = desk.take(workspace);
        assertEquals(0, desk.restore(taken.getManifest(), elsewhere).getFetchedBytes());
        assertEquals(Picture.of(workspace), Picture.of(elsewhere));
    }

    @Test
    void where_little_of_a_pack_is_wanted_little_is_fetched() throws Exception {
        for (int file = 0; file < 30; file++) {
            var content = new byte[100_000];
            new Random(file).nextBytes(content);
            Files.write(workspace.resolve("f" + file), content);
        }
        var taken = desk.take(workspace);
        var other = desk.another(temporary.resolve("other-agent"));
        for (int file = 0; file < 30; file++) {
            Files.createDirectories(elsewhere);
            if (file != 7) {
                Files.copy(workspace.resolve("f" + file), elsewhere.resolve("f" + file));
            }
        }
        var restored = other.restore(taken.getManifest(), elsewhere);
        assertEquals(Picture.of(workspace), Picture.of(elsewhere));
        assertTrue(restored.getFetchedBytes() < 150_000, restored.getFetchedBytes() + " bytes");
    }

    @Test
    void what_is_damaged_or_lost_on_the_agent_costs_time_only() throws Exception {
        manyKinds();
        var taken = desk.take(workspace);
        try (var kept = Files.list(desk.stash())) {
            for (var blob : kept.toList()) {
                var bytes = Files.readAllBytes(blob);
                bytes[bytes.length / 2] ^= 1;
                Files.write(blob, bytes);
            }
        }
        var restored = desk.restore(taken.getManifest(), elsewhere);
        assertEquals(Picture.of(workspace), Picture.of(elsewhere));
        assertTrue(restored.getFetchedBytes() > 11 << 20);
        try (var indexes = Files.list(desk.indexes())) {
            for (var index : indexes.toList()) {
                var bytes = Files.readAllBytes(index);
                bytes[bytes.length / 2] ^= 1;
                Files.write(index, bytes);
            }
        }
        var again = desk.take(workspace);
        assertEquals(10, again.getReadFiles());
        desk.another(temporary.resolve("third")).restore(again.getManifest(), temporary.resolve("more"));
        assertEquals(Picture.of(workspace), Picture.of(temporary.resolve("more")));
    }

    @Test
    void what_the_controller_lost_is_read_and_sent_again() throws Exception {
        manyKinds();
        desk.take(workspace);
        desk.blobs.digests().forEach(desk.blobs::lose);
        var again = desk.take(workspace);
        assertEquals(9, again.getReadFiles(), "all but the empty one");
        desk.another(temporary.resolve("other-agent")).restore(again.getManifest(), elsewhere);
        assertEquals(Picture.of(workspace), Picture.of(elsewhere));
    }

    @Test
    void a_damaged_blob_of_the_controller_is_never_put_in_place() throws Exception {
        write(workspace.resolve("one"), "the content");
        var taken = desk.take(workspace);
        for (var digest : desk.blobs.digests()) {
            if (!digest.equals(taken.getManifest())) {
                var bytes = desk.blobs.get(digest).toByteArray();
                bytes[0] ^= 1;
                desk.blobs.corrupt(digest, com.google.protobuf.ByteString.copyFrom(bytes));
            }
        }
        var other = desk.another(temporary.resolve("other-agent"));
        var fault = assertThrows(FileFault.class, () -> other.restore(taken.getManifest(), elsewhere));
        assertEquals("io", fault.code());
        assertFalse(Files.exists(elsewhere.resolve("one")));
    }

    @Test
    void too_many_entries_are_a_failure_that_says_how_many() throws Exception {
        for (int file = 0; file < 11; file++) {
            write(workspace.resolve("d/f" + file), "");
        }
        desk.limit(10);
        var fault = assertThrows(FileFault.class, () -> desk.take(workspace));
        assertEquals("too-many", fault.code());
        assertEquals(
                "The workspace has more than 10 files and directories, which is the most that this agent takes into a snapshot: delete what is not needed",
                fault.getMessage());
    }

    @Test
    void an_empty_workspace_is_a_state_too() throws Exception {
        var taken = desk.take(workspace);
        write(workspace.resolve("later"), "x");
        desk.restore(taken.getManifest(), workspace);
        assertTrue(Picture.of(workspace).isEmpty());
    }
}
