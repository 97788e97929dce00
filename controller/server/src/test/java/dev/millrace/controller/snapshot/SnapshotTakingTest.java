package dev.millrace.controller.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.blob.MemoryBlobs;
import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFailure;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.Remark;
import dev.millrace.wire.proto.SnapshotTaken;
import dev.millrace.wire.proto.TreeManifest;
import dev.millrace.wire.proto.WorkspaceRestored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of agents, and what comes of their answers. */
class SnapshotTakingTest {
    private static TestDatabase db;

    private final MemoryBlobs blobs = new MemoryBlobs();
    private final Agent agent = new Agent();
    private AgentSnapshots taking;
    private StoredSnapshots snapshots;
    private SnapshotTaking.Node node;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @BeforeEach
    void prepare() {
        snapshots = new StoredSnapshots(
                db.database(), new StoredManifests(blobs), db.ids(), InstantSource.system(), Duration.ofDays(1));
        taking = new AgentSnapshots(agent, snapshots);
        node = new SnapshotTaking.Node(new RunId(db.ids().next()), 4, new LeaseKey(new JobId(1), 1, 7));
    }

    /** Answers at once, or never. */
    private static final class Agent implements Operations {
        final List<String> asked = new ArrayList<>();
        OperationFinished.Builder answer = OperationFinished.newBuilder();
        boolean answers = true;
        final CountDownLatch waiting = new CountDownLatch(1);

        @Override
        public CompletableFuture<OperationFinished> operate(
                LeaseKey lease, int step, int ordinal, Operate.Builder body, OutputSink output) {
            asked.add("%s %d.%d".formatted(body.getBodyCase(), step, ordinal));
            waiting.countDown();
            return answers ? CompletableFuture.completedFuture(answer.build()) : new CompletableFuture<>();
        }

        @Override
        public void cancel(LeaseKey lease, int step, int ordinal, String reason) {
            asked.add("cancel %d.%d".formatted(step, ordinal));
        }

        @Override
        public void acknowledge(LeaseKey lease, int step) {}
    }

    private SnapshotTaken.Builder state() {
        var digest = blobs.put(
                TreeManifest.newBuilder().setVersion(1).setFiles(2).build().toByteArray());
        return SnapshotTaken.newBuilder().setManifest(ByteString.copyFrom(digest.bytes()));
    }

    @Test
    void a_state_is_taken_recorded_and_not_asked_for_again() throws Exception {
        agent.answer.setSnapshot(state().setReadFiles(1)
                .setSentBytes(50)
                .setRemarkCount(3)
                .addRemarks(Remark.newBuilder().setPath("pipe\n").setReason("fifo"))
                .addRemarks(Remark.newBuilder().setPath("log").setReason("changing")));
        var taken = taking.take(node, 20, 20, "stage-end");
        assertEquals(snapshots.of(node.run()), List.of(taken.snapshot()));
        assertEquals(2, taken.snapshot().files());
        assertEquals(
                List.of(
                        "pipe? is left out: it is a fifo",
                        "log was being written: it is taken as it was read",
                        "and 1 more"),
                taken.remarks());
        assertEquals(taken.snapshot(), taking.take(node, 20, 20, "stage-end").snapshot());
        assertEquals(1, agent.asked.size());
    }

    @Test
    void taking_and_restoring_are_operations_of_different_names_beyond_those_of_steps() throws Exception {
        agent.answer.setSnapshot(state());
        taking.take(node, 20, 20, "step");
        agent.answer.setRestored(WorkspaceRestored.newBuilder().setFiles(2).setKeptFiles(1));
        var tree = new TreeDigest(Digest.sha256(new byte[0]).hex());
        assertEquals(new SnapshotTaking.Restored(2, 0, 1, 0, 0), taking.restore(node, 20, tree));
        assertEquals(2, new HashSet<>(agent.asked).size());
        assertTrue(agent.asked.stream()
                .allMatch(asked -> Integer.parseInt(asked.substring(asked.indexOf('.') + 1)) > 1_000_000));
    }

    @Test
    void what_an_agent_cannot_do_is_said_in_its_words() {
        agent.answer.setFailure(
                OperationFailure.newBuilder().setCode("too-many").setMessage("The workspace has more than 10"));
        var failed = assertThrows(SnapshotFailed.class, () -> taking.take(node, 20, 20, "step"));
        assertEquals("too-many", failed.code());
        assertEquals("The workspace has more than 10", failed.getMessage());
    }

    @Test
    void an_agent_that_names_what_it_did_not_store_is_not_believed() {
        agent.answer.setSnapshot(SnapshotTaken.newBuilder().setManifest(ByteString.copyFrom(new byte[32])));
        assertThrows(UserError.class, () -> taking.take(node, 20, 20, "step"));
        agent.answer.setSnapshot(SnapshotTaken.newBuilder().setManifest(ByteString.copyFromUtf8("short")));
        assertThrows(SnapshotFailed.class, () -> taking.take(node, 21, 21, "step"));
        assertTrue(snapshots.of(node.run()).isEmpty());
    }

    @Test
    void an_interrupt_ends_it_on_the_agent() throws Exception {
        agent.answers = false;
        var interrupted = new CompletableFuture<Throwable>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                taking.take(node, 20, 20, "step");
            } catch (InterruptedException | SnapshotFailed | RuntimeException e) {
                interrupted.complete(e);
            }
        });
        assertTrue(agent.waiting.await(30, TimeUnit.SECONDS));
        caller.interrupt();
        assertTrue(interrupted.get(30, TimeUnit.SECONDS) instanceof InterruptedException);
        assertTrue(agent.asked.getLast().startsWith("cancel 20."), agent.asked.toString());
    }
}
