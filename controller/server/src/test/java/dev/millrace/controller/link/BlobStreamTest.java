package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.link.TestController.Heard;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.BlobCredit;
import dev.millrace.wire.proto.BlobPart;
import dev.millrace.wire.proto.BlobQuery;
import dev.millrace.wire.proto.BlobRequest;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blobs between agents and the store. */
class BlobStreamTest {
    private static TestDatabase db;

    private static FakeIdentities identities;
    private static TestController controller;
    private ScriptedAgent agent;
    private LeaseRef lease;

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

    @BeforeEach
    void start() throws Exception {
        var name = "agent" + System.nanoTime();
        agent = ScriptedAgent.connect(controller.address(), TlsIdentity.create(name, Instant.now()));
        agent.join(identities.token("token"), ScriptedAgent.hello(name));
        agent.expect(BodyCase.WELCOME);
        var heard = new Heard();
        controller
                .jobs()
                .request(controller.request(controller.newRun(), name), heard)
                .join();
        lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
        agent.accept(lease);
        heard.lease();
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
    }

    private static byte[] content(int size) {
        var content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static ByteString bytes(Digest digest) {
        return ByteString.copyFrom(digest.bytes());
    }

    private void part(long stream, Digest digest, byte[] content, int from, int to, boolean first) throws Exception {
        var part = BlobPart.newBuilder()
                .setStream(stream)
                .setData(ByteString.copyFrom(content, from, to - from))
                .setLast(to == content.length);
        if (first) {
            part.setLease(lease).setDigest(bytes(digest)).setSize(content.length);
        }
        agent.send(FromAgent.newBuilder().setBlobPart(part));
    }

    @Test
    void a_query_tells_what_is_missing() throws Exception {
        var here = controller.blobs.put(content(10));
        var missing = Digest.sha256(content(11));
        agent.send(FromAgent.newBuilder()
                .setBlobQuery(BlobQuery.newBuilder()
                        .setStream(5)
                        .setLease(lease)
                        .addDigests(bytes(here))
                        .addDigests(bytes(missing))));
        var answer = agent.expect(BodyCase.BLOB_ANSWER).getBlobAnswer();
        assertEquals(5, answer.getStream());
        assertEquals(List.of(bytes(missing)), answer.getMissingList());
    }

    @Test
    void an_upload_larger_than_its_window_is_stored_as_credit_comes_back() throws Exception {
        var content = content(5 * Protocol.WINDOW / 2);
        var digest = Digest.sha256(content);
        long credit = Protocol.WINDOW;
        int at = 0;
        while (at < content.length) {
            int length = Math.min(Protocol.PART_LIMIT, content.length - at);
            while (credit < length) {
                credit += agent.expect(BodyCase.BLOB_CREDIT).getBlobCredit().getBytes();
            }
            part(1, digest, content, at, at + length, at == 0);
            credit -= length;
            at += length;
        }
        assertTrue(agent.await(BodyCase.BLOB_ANSWER).getBlobAnswer().getStored());
        assertArrayEquals(content, controller.blobs.open(digest, 0).readAllBytes());
    }

    @Test
    void an_upload_that_is_not_what_it_says_is_refused_and_the_connection_goes_on() throws Exception {
        var wrong = Digest.sha256(content(99));
        part(1, wrong, content(10), 0, 10, true);
        assertEquals(
                "digest-mismatch",
                agent.expect(BodyCase.BLOB_ANSWER).getBlobAnswer().getError());
        var empty = Digest.sha256(new byte[0]);
        part(2, empty, new byte[0], 0, 0, true);
        assertTrue(agent.expect(BodyCase.BLOB_ANSWER).getBlobAnswer().getStored());
    }

    @Test
    void a_download_stops_at_its_credit_and_goes_on_with_more() throws Exception {
        var content = content(3 * Protocol.WINDOW / 2);
        var digest = controller.blobs.put(content);
        agent.send(FromAgent.newBuilder()
                .setBlobRequest(
                        BlobRequest.newBuilder().setStream(3).setLease(lease).setDigest(bytes(digest))));
        var received = new ByteArrayOutputStream();
        while (received.size() < Protocol.WINDOW) {
            var part = agent.expect(BodyCase.BLOB_PART).getBlobPart();
            if (received.size() == 0) {
                assertEquals(content.length, part.getSize());
            }
            part.getData().writeTo(received);
        }
        agent.heartbeat(1, lease);
        agent.expect(BodyCase.HEARTBEAT);
        agent.send(FromAgent.newBuilder()
                .setBlobCredit(BlobCredit.newBuilder().setStream(3).setBytes(Protocol.WINDOW)));
        boolean last = false;
        while (!last) {
            var part = agent.expect(BodyCase.BLOB_PART).getBlobPart();
            part.getData().writeTo(received);
            last = part.getLast();
        }
        assertTrue(Arrays.equals(content, received.toByteArray()));
    }

    @Test
    void a_range_of_a_blob_is_sent_alone_and_ends_with_the_blob() throws Exception {
        var content = content(Protocol.PART_LIMIT * 2);
        var digest = controller.blobs.put(content);
        int from = Protocol.PART_LIMIT / 2;
        int length = Protocol.PART_LIMIT + 10;
        assertArrayEquals(Arrays.copyOfRange(content, from, from + length), range(1, digest, from, length));
        assertArrayEquals(
                Arrays.copyOfRange(content, content.length - 5, content.length),
                range(2, digest, content.length - 5, 1_000));
        agent.send(FromAgent.newBuilder()
                .setBlobRequest(BlobRequest.newBuilder()
                        .setStream(3)
                        .setLease(lease)
                        .setDigest(bytes(digest))
                        .setOffset(content.length + 1)));
        assertEquals(
                "no-such-blob",
                agent.expect(BodyCase.BLOB_ANSWER).getBlobAnswer().getError());
    }

    private byte[] range(long stream, Digest digest, long offset, long length) throws Exception {
        agent.send(FromAgent.newBuilder()
                .setBlobRequest(BlobRequest.newBuilder()
                        .setStream(stream)
                        .setLease(lease)
                        .setDigest(bytes(digest))
                        .setOffset(offset)
                        .setLength(length)));
        var received = new ByteArrayOutputStream();
        boolean last = false;
        while (!last) {
            var part = agent.expect(BodyCase.BLOB_PART).getBlobPart();
            part.getData().writeTo(received);
            last = part.getLast();
        }
        return received.toByteArray();
    }

    @Test
    void a_blob_that_is_not_there_is_said_to_be_missing() throws Exception {
        agent.send(FromAgent.newBuilder()
                .setBlobRequest(BlobRequest.newBuilder()
                        .setStream(4)
                        .setLease(lease)
                        .setDigest(bytes(Digest.sha256(content(12))))));
        assertEquals(
                "no-such-blob",
                agent.expect(BodyCase.BLOB_ANSWER).getBlobAnswer().getError());
    }

    @Test
    void more_streams_than_allowed_are_refused() throws Exception {
        for (int stream = 1; stream <= 65; stream++) {
            agent.send(FromAgent.newBuilder()
                    .setBlobPart(BlobPart.newBuilder()
                            .setStream(stream)
                            .setLease(lease)
                            .setDigest(bytes(Digest.sha256(content(12))))
                            .setSize(12)));
        }
        var answer = agent.expect(BodyCase.BLOB_ANSWER).getBlobAnswer();
        assertEquals(65, answer.getStream());
        assertEquals("quota", answer.getError());
    }
}
