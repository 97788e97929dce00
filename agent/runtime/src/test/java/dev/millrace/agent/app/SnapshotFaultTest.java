package dev.millrace.agent.app;

import static dev.millrace.agent.app.AgentUnderTest.lease;
import static dev.millrace.agent.app.AgentUnderTest.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.agent.snapshot.Picture;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.RestoreWorkspace;
import dev.millrace.wire.proto.SnapshotTaken;
import dev.millrace.wire.proto.SnapshotWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that are killed while they take or restore a workspace: a real process, asked again when it is back. */
class SnapshotFaultTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int FILES = 1_000;

    @TempDir
    private Path directory;

    private FakeController controller;
    private AgentUnderTest agent;

    @BeforeEach
    void start() throws Exception {
        controller = new FakeController(LONG);
        agent = new AgentUnderTest(controller, directory);
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        controller.close();
    }

    private static void fill(Path workspace) throws IOException {
        var random = new Random(3);
        for (int file = 0; file < FILES; file++) {
            var path = workspace.resolve("d%d/e%d/f%d".formatted(file % 7, file % 49, file));
            Files.createDirectories(path.getParent());
            var content = new byte[file % 170 == 0 ? 3 << 20 : random.nextInt(4_000)];
            random.nextBytes(content);
            Files.write(path, content);
        }
    }

    private void take(LeaseRef lease, int step) {
        controller.operate(Operate.newBuilder()
                .setOperation(operation(lease, step, 0))
                .setSnapshot(SnapshotWorkspace.getDefaultInstance())
                .build());
    }

    private SnapshotTaken taken(LeaseRef lease, int step) throws InterruptedException {
        var finished = controller.awaitFinished(operation(lease, step, 0));
        assertTrue(finished.hasSnapshot(), () -> "failed: " + finished.getFailure());
        return finished.getSnapshot();
    }

    private void restore(LeaseRef lease, int step, ByteString manifest) {
        controller.operate(Operate.newBuilder()
                .setOperation(operation(lease, step, 0))
                .setRestore(RestoreWorkspace.newBuilder().setManifest(manifest))
                .build());
    }

    private Path other() {
        return directory.resolve("agent/workspaces/other");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3 << 20, 12 << 20})
    void killed_while_it_takes_a_snapshot_it_takes_it_again_and_nothing_is_wrong_with_it(long afterBytes)
            throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        fill(agent.workspace());
        take(lease, 1);
        controller.await("some bytes", () -> controller.blobs.bytesReceived() >= afterBytes ? true : null);
        agent.kill();
        agent.restart();
        var taken = taken(lease, 1);
        assertEquals(FILES, taken.getFiles());
        agent.grant(lease(2), LONG, "other");
        restore(lease(2), 1, taken.getManifest());
        controller.awaitFinished(operation(lease(2), 1, 0));
        assertEquals(Picture.of(agent.workspace()), Picture.of(other()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 800})
    void killed_while_it_restores_it_goes_on_and_the_workspace_is_right(int afterFiles) throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        fill(agent.workspace());
        take(lease, 1);
        var manifest = taken(lease, 1).getManifest();
        agent.grant(lease(2), LONG, "other");
        Files.writeString(other().resolve("too-much"), "x");
        restore(lease(2), 1, manifest);
        controller.await("some files", () -> count(other()) >= afterFiles ? true : null);
        agent.kill();
        agent.restart();
        assertTrue(controller.awaitFinished(operation(lease(2), 1, 0)).hasRestored());
        assertEquals(Picture.of(agent.workspace()), Picture.of(other()));
    }

    @Test
    void after_a_kill_what_is_known_of_the_workspace_is_still_used() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        fill(agent.workspace());
        take(lease, 1);
        var first = taken(lease, 1);
        agent.kill();
        agent.restart();
        Files.writeString(agent.workspace().resolve("d0/new"), "new");
        take(lease, 2);
        var second = taken(lease, 2);
        assertTrue(second.getReadFiles() < FILES / 2, second.getReadFiles() + " files were read");
        assertEquals(first.getFiles() + 1, second.getFiles());
        assertEquals("", controller.blobs.violation());
    }

    private static long count(Path top) {
        try (var files = Files.walk(top)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
