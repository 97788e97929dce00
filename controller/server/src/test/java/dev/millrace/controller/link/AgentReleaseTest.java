package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.link.TestController.Heard;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Agents of other releases. What one sent is replayed from its bytes: only the lease is another one, and with it the references to it. A change of the
 * schema or the rules that it would stumble over fails here.
 */
class AgentReleaseTest {
    private static final LeaseRef RECORDED =
            LeaseRef.newBuilder().setJob(2004).setAttempt(1).setEpoch(2005).build();
    private static final int STEP = 7;

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

    private static Map<String, byte[]> session(int protocol) {
        var name = "agent-protocol-%d.txt".formatted(protocol);
        try (var in = Objects.requireNonNull(AgentReleaseTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            words -> words[0], words -> HexFormat.of().parseHex(words[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FromAgent message(Map<String, byte[]> session, String name) throws IOException {
        return FromAgent.parseFrom(Objects.requireNonNull(session.get(name), name));
    }

    @Test
    void an_agent_of_the_oldest_protocol_joins_comes_back_and_works() throws Exception {
        var session = session(Protocol.OLDEST);
        var identity = TlsIdentity.create("local", Instant.now());
        try (var agent = ScriptedAgent.connect(controller.address(), identity)) {
            var join = message(session, "join").toBuilder();
            assertEquals("token", join.getJoin().getToken());
            join.getJoinBuilder().setToken(identities.token("local"));
            agent.send(join);
            agent.expect(BodyCase.WELCOME);
        }
        try (var agent = ScriptedAgent.connect(controller.address(), identity)) {
            agent.send(message(session, "hello").toBuilder());
            agent.expect(BodyCase.WELCOME);
            var facts = controller.fleet.fleet().agents().getFirst();
            assertEquals("local", facts.name());
            assertEquals(2, facts.executors());
            assertEquals(2000, facts.cpuMillis());
            assertEquals("linux/amd64", facts.platform());
            works(agent, session);
        }
    }

    private static void works(ScriptedAgent agent, Map<String, byte[]> session) throws Exception {
        var heard = new Heard();
        var request = controller.request(controller.newRun(), "local");
        controller.jobs().request(request, heard).join();
        var mine = agent.expect(BodyCase.GRANT).getGrant().getLease();

        var accepted = message(session, "accepted").toBuilder();
        assertEquals(RECORDED, accepted.getAccepted().getLease());
        accepted.getAcceptedBuilder().setLease(mine);
        agent.send(accepted);
        var lease = heard.lease();
        assertEquals("/srv/millrace/agent/workspaces/default_shop", lease.workspace());

        var heartbeat = message(session, "heartbeat").toBuilder();
        heartbeat.getHeartbeatBuilder().addHeld(mine);
        agent.send(heartbeat);
        var answer = agent.expect(BodyCase.HEARTBEAT).getHeartbeat();
        assertEquals(1, answer.getSequence());
        assertEquals(mine, answer.getRenewed(0));

        var sink = new MemorySink();
        var done = controller
                .operations()
                .operate(lease.key(), STEP, 0, Operate.newBuilder().setExecute(Execute.getDefaultInstance()), sink);
        var operation = agent.expect(BodyCase.OPERATE).getOperate().getOperation();
        var recorded =
                OperationRef.newBuilder().setLease(RECORDED).setStep(STEP).build();
        var output = message(session, "output").toBuilder();
        assertEquals(recorded, output.getOutput().getOperation());
        output.getOutputBuilder().setOperation(operation);
        agent.send(output);
        agent.expect(BodyCase.OUTPUT_TAKEN);
        var finished = message(session, "finished").toBuilder();
        assertEquals(recorded, finished.getFinished().getOperation());
        finished.getFinishedBuilder().setOperation(operation);
        agent.send(finished);
        var exited = done.get(10, TimeUnit.SECONDS).getExited();
        assertEquals(0, exited.getCode());
        assertEquals(43, exited.getWallMillis());
        assertEquals("+ echo hello\nhello\n+ echo world\nworld\n", sink.text());

        controller.operations().acknowledge(lease.key(), STEP);
        agent.expect(BodyCase.ACKNOWLEDGE);
        controller.jobs().release(request.id());
        agent.expect(BodyCase.RELEASE);
        var ended = message(session, "ended").toBuilder();
        assertEquals(RECORDED, ended.getEnded().getLease());
        ended.getEndedBuilder().setLease(mine);
        agent.send(ended);
    }

    @ParameterizedTest(name = "protocol {0}: {1}")
    @CsvSource({
        "-1, protocol-too-old, Install the agent of the controller's release",
        "1, protocol-too-new, Update the controller first"
    })
    void one_of_a_protocol_that_is_not_known_is_told_which_is_and_what_to_do(int beyond, String code, String advice)
            throws Exception {
        int protocol = beyond < 0 ? Protocol.OLDEST + beyond : Protocol.VERSION + beyond;
        try (var agent = ScriptedAgent.connect(controller.address(), TlsIdentity.create("other", Instant.now()))) {
            agent.join(
                    identities.token("other"),
                    ScriptedAgent.hello("other").setProtocol(protocol).setRelease("0.9.1"));
            var refused = agent.expect(BodyCase.REFUSED).getRefused();
            assertEquals(code, refused.getCode());
            assertTrue(
                    refused.getMessage()
                            .startsWith("This agent of release 0.9.1 speaks version %d of the protocol; this controller"
                                    .formatted(protocol)),
                    refused.getMessage());
            assertTrue(refused.getMessage().contains(advice), refused.getMessage());
            agent.expectEnd();
        }
    }
}
