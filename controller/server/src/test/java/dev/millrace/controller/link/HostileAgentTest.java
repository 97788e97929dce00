package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.link.TestController.Heard;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.BlobPart;
import dev.millrace.wire.proto.BlobRequest;
import dev.millrace.wire.proto.Capacity;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent may not do, and that it harms nobody else by trying. */
class HostileAgentTest {
    private static TestDatabase db;

    private static FakeIdentities identities;
    private static TestController controller;

    @BeforeAll
    static void open() throws Exception {
        db = TestDatabase.fresh();
        identities = new FakeIdentities();
        controller = new TestController(db.database(), db.groupCommit(), db.ids(), identities, LeaseSettings.USUAL);
    }

    @AfterAll
    static void close() {
        controller.close();
        db.close();
    }

    private ScriptedAgent connect(String name) throws Exception {
        return ScriptedAgent.connect(controller.address(), TlsIdentity.create(name, Instant.now()));
    }

    private ScriptedAgent join(String name) throws Exception {
        var agent = connect(name);
        agent.join(identities.token(name), ScriptedAgent.hello(name));
        agent.expect(BodyCase.WELCOME);
        return agent;
    }

    /** A job that runs on an agent, with one operation. */
    private Work work(ScriptedAgent agent, String name) throws Exception {
        var heard = new Heard();
        controller
                .jobs()
                .request(controller.request(controller.newRun(), name), heard)
                .join();
        agent.accept(agent.await(BodyCase.GRANT).getGrant().getLease());
        var lease = heard.lease();
        var sink = new MemorySink();
        var done = controller.operations().operate(lease.key(), 2, 0, Operate.newBuilder(), sink);
        return new Work(
                heard,
                lease,
                sink,
                done,
                agent.await(BodyCase.OPERATE).getOperate().getOperation());
    }

    private record Work(Heard heard, Lease lease, MemorySink sink, CompletableFuture<?> done, OperationRef operation) {
        LeaseRef ref() {
            return operation.getLease();
        }
    }

    private String refusal(ScriptedAgent agent) throws InterruptedException {
        var refused = agent.await(BodyCase.REFUSED).getRefused();
        agent.expectEnd();
        return refused.getCode() + ": " + refused.getMessage();
    }

    @Test
    void a_frame_of_2_gib_ends_the_connection_of_that_agent_alone() throws Exception {
        try (var good = join("good");
                var bad = join("bad")) {
            bad.raw(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 1, 2, 3});
            assertTrue(refusal(bad).contains("announced a message of 2147483647 bytes; the limit is 4194304"));
            good.heartbeat(1);
            assertEquals(1, good.expect(BodyCase.HEARTBEAT).getHeartbeat().getSequence());
        }
    }

    @Test
    void bytes_that_are_no_message_end_the_connection() throws Exception {
        try (var bad = join("garbage")) {
            bad.raw(new byte[] {3, (byte) 0xff, (byte) 0xff, (byte) 0xff});
            assertTrue(refusal(bad).startsWith("protocol-broken: "));
        }
    }

    @Test
    void nothing_is_heard_from_an_agent_that_did_not_introduce_itself() throws Exception {
        try (var bad = connect("stranger")) {
            bad.heartbeat(1);
            assertTrue(refusal(bad).contains("neither join nor hello"));
        }
    }

    @Test
    void an_unknown_key_a_used_token_and_a_taken_name_are_refused() throws Exception {
        try (var _ = join("owner");
                var stranger = connect("x");
                var late = connect("y");
                var thief = connect("owner")) {
            stranger.hello(ScriptedAgent.hello("x"));
            assertTrue(refusal(stranger).startsWith("unknown-key: "));
            late.join("owner", ScriptedAgent.hello("y"));
            assertTrue(refusal(late).startsWith("token-used: "));
            thief.join(identities.token("another"), ScriptedAgent.hello("owner"));
            assertTrue(refusal(thief).startsWith("name-taken: Another agent is named owner"));
        }
    }

    @Test
    void another_version_of_the_protocol_is_refused_in_words() throws Exception {
        try (var old = connect("old");
                var young = connect("young")) {
            old.join(identities.token("t"), ScriptedAgent.hello("old").setProtocol(0));
            assertTrue(refusal(old).startsWith("protocol-too-old: This agent of release test speaks version 0"));
            young.join(identities.token("t"), ScriptedAgent.hello("young").setProtocol(Protocol.VERSION + 1));
            assertTrue(refusal(young).startsWith("protocol-too-new: "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc", "", "a b", "-x"})
    void a_name_that_is_none_is_refused(String name) throws Exception {
        try (var bad = connect("bad")) {
            bad.join(identities.token("t"), ScriptedAgent.hello(name));
            assertTrue(refusal(bad).contains("needs the name"));
        }
    }

    @Test
    void absurd_capacity_is_refused() throws Exception {
        try (var bad = connect("bad")) {
            Hello.Builder hello = ScriptedAgent.hello("huge")
                    .setCapacity(Capacity.newBuilder().setExecutors(1_000_000));
            bad.join(identities.token("t"), hello);
            assertTrue(refusal(bad).contains("1 to 1,000 executors"));
        }
    }

    @Test
    void a_forged_epoch_changes_nothing_and_is_revoked() throws Exception {
        try (var agent = join("forger")) {
            var work = work(agent, "forger");
            var forged =
                    work.ref().toBuilder().setEpoch(work.ref().getEpoch() + 1).build();
            agent.output(work.operation().toBuilder().setLease(forged).build(), 0, "evil");
            assertEquals(forged, agent.await(BodyCase.REVOKE).getRevoke().getLease());
            agent.accept(forged);
            assertEquals(forged, agent.await(BodyCase.REVOKE).getRevoke().getLease());
            agent.output(work.operation(), 0, "good");
            assertEquals(4, agent.await(BodyCase.OUTPUT_TAKEN).getOutputTaken().getOffset());
            assertEquals("good", work.sink().text());
        }
    }

    @Test
    void another_agents_lease_cannot_be_used_ended_or_renewed() throws Exception {
        try (var owner = join("victim");
                var thief = join("thief")) {
            var work = work(owner, "victim");
            thief.output(work.operation(), 0, "evil");
            assertEquals(work.ref(), thief.await(BodyCase.REVOKE).getRevoke().getLease());
            thief.send(FromAgent.newBuilder()
                    .setEnded(dev.millrace.wire.proto.LeaseEnded.newBuilder().setLease(work.ref())));
            thief.send(FromAgent.newBuilder()
                    .setRefused(
                            dev.millrace.wire.proto.LeaseRefused.newBuilder().setLease(work.ref())));
            thief.heartbeat(1, work.ref());
            assertEquals(work.ref(), thief.await(BodyCase.REVOKE).getRevoke().getLease());
            assertEquals(0, thief.await(BodyCase.HEARTBEAT).getHeartbeat().getRenewedCount());
            thief.send(FromAgent.newBuilder()
                    .setBlobRequest(BlobRequest.newBuilder()
                            .setStream(1)
                            .setLease(work.ref())
                            .setDigest(ByteString.copyFrom(new byte[32]))));
            assertEquals(
                    "not-allowed",
                    thief.await(BodyCase.BLOB_ANSWER).getBlobAnswer().getError());
            owner.output(work.operation(), 0, "good");
            owner.finished(work.operation(), 4);
            work.done().join();
            assertEquals("good", work.sink().text());
        }
    }

    @Test
    void a_gap_in_the_output_stops_the_job() throws Exception {
        try (var agent = join("gap")) {
            var work = work(agent, "gap");
            agent.output(work.operation(), 7, "later");
            assertTrue(refusal(agent).contains("a gap in the output"));
            assertTrue(work.heard().end().contains("broke the protocol"));
            assertEquals("", work.sink().text());
            assertTrue(work.done().isCompletedExceptionally());
        }
    }

    @Test
    void an_end_before_its_output_stops_the_job() throws Exception {
        try (var agent = join("short")) {
            var work = work(agent, "short");
            agent.finished(work.operation(), 100);
            assertTrue(refusal(agent).contains("finished with its output at 100"));
            assertTrue(work.heard().end().contains("broke the protocol"));
        }
    }

    @Test
    void output_beyond_the_window_stops_the_job_and_memory_stays_bounded() throws Exception {
        try (var agent = join("flood")) {
            var work = work(agent, "flood");
            work.sink().hold();
            var piece = "x".repeat(Protocol.PART_LIMIT);
            for (int part = 0; part < 5; part++) {
                agent.output(work.operation(), (long) part * piece.length(), piece);
            }
            assertTrue(refusal(agent).contains("ahead of what was taken"));
            assertEquals(4, work.sink().heldBack());
        }
    }

    @Test
    void an_upload_beyond_its_credit_ends_the_connection() throws Exception {
        try (var agent = join("upload")) {
            var work = work(agent, "upload");
            var part = BlobPart.newBuilder()
                    .setStream(1)
                    .setLease(work.ref())
                    .setDigest(ByteString.copyFrom(new byte[32]))
                    .setSize(1 << 30)
                    .setData(ByteString.copyFrom(new byte[Protocol.PART_LIMIT + 1]));
            agent.send(FromAgent.newBuilder().setBlobPart(part));
            assertTrue(refusal(agent).contains("a part of 262145 bytes"));
        }
    }

    @Test
    void introducing_itself_twice_ends_the_connection() throws Exception {
        try (var agent = join("twice")) {
            agent.hello(ScriptedAgent.hello("twice"));
            assertTrue(refusal(agent).contains("twice"));
        }
    }

    @Test
    void labels_cannot_be_widened_without_a_token() throws Exception {
        var identity = TlsIdentity.create("wide", Instant.now());
        try (var agent = ScriptedAgent.connect(controller.address(), identity)) {
            agent.join(identities.token("wide"), ScriptedAgent.hello("wide"));
            agent.expect(BodyCase.WELCOME);
        }
        try (var agent = ScriptedAgent.connect(controller.address(), identity)) {
            agent.hello(ScriptedAgent.hello("wide").addLabels("production"));
            agent.expect(BodyCase.WELCOME);
            assertFalse(controller.fleet.fleet().agents().stream()
                    .anyMatch(facts -> facts.labels().contains("production")));
        }
        try (var agent = ScriptedAgent.connect(controller.address(), identity)) {
            agent.join(identities.token("again"), ScriptedAgent.hello("wide").addLabels("production"));
            agent.expect(BodyCase.WELCOME);
            assertTrue(controller.fleet.fleet().agents().stream()
                    .anyMatch(facts -> facts.labels().contains("production")));
        }
    }
}
