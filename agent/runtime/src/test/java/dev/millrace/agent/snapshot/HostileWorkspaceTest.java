package dev.millrace.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.agent.file.FileModes;
import dev.millrace.wire.proto.Remark;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What jobs may have in their workspaces, and do there meanwhile. */
@Timeout(60)
class HostileWorkspaceTest {
    private static final String SECRET = "what the agent knows and the job must not";

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

    private static void shell(Path directory, String script) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("sh", "-c", script)
                        .directory(directory.toFile())
                        .inheritIO()
                        .start()
                        .waitFor());
    }

    @Test
    void what_is_no_file_directory_or_link_is_left_out_and_named_and_goes_when_a_state_is_restored() throws Exception {
        Files.writeString(workspace.resolve("file"), "content");
        var before = desk.take(workspace);
        shell(workspace, "mkfifo pipe; mkdir d; printf x > \"$(printf 'd/\\377name')\"");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(workspace.resolve("sock")));
            var taken = desk.take(workspace);
            assertEquals(
                    "d/\u00ffname name, pipe fifo, sock socket",
                    taken.getRemarksList().stream()
                            .map(remark -> remark.getPath() + " " + remark.getReason())
                            .collect(Collectors.joining(", ")));
            assertEquals(3, taken.getRemarkCount());
            desk.restore(taken.getManifest(), elsewhere);
            try (var files = Files.list(elsewhere.resolve("d"))) {
                assertEquals(0, files.count());
            }
        }
        desk.restore(before.getManifest(), workspace);
        assertEquals(java.util.Set.of("file"), Picture.of(workspace).keySet());
    }

    @Test
    void links_that_leave_are_kept_as_they_are_and_never_followed() throws Exception {
        var outside = Files.createDirectories(temporary.resolve("outside"));
        Files.writeString(outside.resolve("secret"), SECRET);
        Files.createSymbolicLink(workspace.resolve("out"), outside);
        var taken = desk.take(workspace);
        assertEquals(0, taken.getFiles());
        assertFalse(sent(SECRET));
        desk.restore(taken.getManifest(), elsewhere);
        assertEquals(outside, Files.readSymbolicLink(elsewhere.resolve("out")));

        var empty = desk.take(Files.createDirectories(temporary.resolve("empty")));
        desk.restore(empty.getManifest(), workspace);
        assertTrue(Files.exists(outside.resolve("secret")), "the link went, not what it leads to");
    }

    @Test
    void nothing_is_written_through_a_link_that_stands_where_a_directory_was() throws Exception {
        Files.createDirectories(workspace.resolve("d"));
        Files.writeString(workspace.resolve("d/file"), "content");
        var taken = desk.take(workspace);
        var outside = Files.createDirectories(temporary.resolve("outside"));
        Files.createDirectories(elsewhere);
        Files.createSymbolicLink(elsewhere.resolve("d"), outside);
        desk.restore(taken.getManifest(), elsewhere);
        assertEquals(Picture.of(workspace), Picture.of(elsewhere));
        assertTrue(Picture.of(outside).isEmpty());
    }

    @Test
    void a_directory_that_turns_into_a_link_and_back_all_the_time_gives_nothing_of_the_outside_away() throws Exception {
        var outside = Files.createDirectories(temporary.resolve("outside"));
        Files.writeString(outside.resolve("file"), SECRET);
        Files.createDirectories(workspace.resolve("real"));
        Files.writeString(workspace.resolve("real/file"), "the job's own, of the same name");
        for (int file = 0; file < 200; file++) {
            Files.writeString(workspace.resolve("real/f" + file), "x" + file);
        }
        var stop = new AtomicBoolean();
        var flipper = Thread.ofPlatform().start(() -> {
            var link = workspace.resolve("real");
            var aside = workspace.resolve("aside");
            try {
                while (!stop.get()) {
                    Files.move(link, aside, StandardCopyOption.ATOMIC_MOVE);
                    Files.createSymbolicLink(link, outside);
                    Files.delete(link);
                    Files.move(aside, link, StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        for (int round = 0; round < 60; round++) {
            desk.take(workspace);
        }
        stop.set(true);
        flipper.join();
        assertFalse(sent(SECRET));
    }

    @Test
    void a_file_that_changes_all_the_time_is_taken_as_it_was_read_and_said_so() throws Exception {
        var log = workspace.resolve("growing.log");
        Files.write(log, new byte[6 << 20]);
        var stop = new AtomicBoolean();
        var writer = Thread.ofPlatform().start(() -> {
            try (var out = Files.newByteChannel(log, StandardOpenOption.APPEND)) {
                while (!stop.get()) {
                    out.write(java.nio.ByteBuffer.wrap("another line\n".getBytes(StandardCharsets.UTF_8)));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        var taken = desk.take(workspace);
        stop.set(true);
        writer.join();
        assertEquals(
                Remark.newBuilder()
                        .setPath("growing.log")
                        .setReason("changing")
                        .build(),
                taken.getRemarks(0));
        desk.restore(taken.getManifest(), elsewhere);
        assertEquals(taken.getBytes(), Files.size(elsewhere.resolve("growing.log")));
        assertEquals(1, desk.take(workspace).getReadFiles(), "it is not taken for known");
    }

    @Test
    void files_that_come_and_go_meanwhile_do_no_harm() throws Exception {
        var stop = new AtomicBoolean();
        var busy = Thread.ofPlatform().start(() -> {
            try {
                for (int at = 0; !stop.get(); at = (at + 1) % 50) {
                    Files.writeString(workspace.resolve("f" + at), "some " + at);
                    Files.deleteIfExists(workspace.resolve("f" + (at + 25) % 50));
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        for (int round = 0; round < 50; round++) {
            var taken = desk.take(workspace);
            desk.restore(taken.getManifest(), elsewhere);
            assertEquals(taken.getFiles(), Picture.of(elsewhere).size());
        }
        stop.set(true);
        busy.join();
    }

    @Test
    void what_the_agent_may_not_read_is_left_out_and_named() throws Exception {
        Files.writeString(workspace.resolve("closed"), "content");
        FileModes.set(workspace.resolve("closed"), 0);
        assumeTrue(!Files.isReadable(workspace.resolve("closed")), "nothing is closed to this user");
        var taken = desk.take(workspace);
        assertEquals("unreadable", taken.getRemarks(0).getReason());
        assertEquals(0, taken.getFiles());
    }

    @Test
    void directories_in_each_other_without_end_are_a_failure_and_not_a_crash() throws Exception {
        shell(workspace, "i=0; while [ $i -lt 600 ]; do mkdir d && cd d && i=$((i+1)); done");
        var fault = org.junit.jupiter.api.Assertions.assertThrows(
                dev.millrace.agent.workspace.FileFault.class, () -> desk.take(workspace));
        assertEquals("too-many", fault.code());
        shell(workspace, "rm -rf d");
    }

    private boolean sent(String content) {
        return desk.blobs.digests().stream()
                .map(desk.blobs::get)
                .anyMatch(blob -> blob.toStringUtf8().contains(content));
    }
}
