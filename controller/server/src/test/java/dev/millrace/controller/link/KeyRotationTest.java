package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.NewKey;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
    private final TlsIdentity old = TlsIdentity.create("one", Instant.now());
    private final TlsIdentity made = TlsIdentity.create("one", Instant.now());
    private final FakeIdentities identities = new FakeIdentities();
    private TestDatabase db;
    private TestController controller;

    @BeforeEach
    void start() throws Exception {
        db = TestDatabase.fresh();
        controller = new TestController(db.database(), db.groupCommit(), db.ids(), identities, LeaseSettings.USUAL);
    }

    @AfterEach
    void stop() {
        controller.close();
        db.close();
    }

    private ScriptedAgent join(String name, TlsIdentity identity) throws Exception {
        var agent = ScriptedAgent.connect(controller.address(), identity);
        agent.join(identities.token(name), ScriptedAgent.hello(name));
        agent.expect(BodyCase.WELCOME);
        return agent;
    }

    private static void offer(ScriptedAgent agent, byte[] certificate) throws Exception {
        agent.send(
                FromAgent.newBuilder().setNewKey(NewKey.newBuilder().setCertificate(ByteString.copyFrom(certificate))));
    }

    private void askForKeys() {
        controller
                .fleet
                .fleet()
                .agents()
                .forEach(agent -> controller.fleet.fleet().rotate(agent.id()));
    }

    private String refusal(TlsIdentity identity) throws Exception {
        try (var agent = ScriptedAgent.connect(controller.address(), identity)) {
            agent.hello(ScriptedAgent.hello("one"));
            return agent.expect(BodyCase.REFUSED).getRefused().getCode();
        }
    }

    private void letIn(TlsIdentity identity) throws Exception {
        try (var agent = ScriptedAgent.connect(controller.address(), identity)) {
            agent.hello(ScriptedAgent.hello("one"));
            agent.expect(BodyCase.WELCOME);
        }
    }

    @Test
    void both_keys_work_until_the_new_one_was_used_also_after_a_restart_and_then_only_that() throws Exception {
        try (var agent = join("one", old)) {
            askForKeys();
            agent.expect(BodyCase.ROTATE_KEY);
            offer(agent, made.certificate().getEncoded());
            var taken = agent.expect(BodyCase.KEY_TAKEN).getKeyTaken();
            assertArrayEquals(made.keyDigest(), taken.getKeyDigest().toByteArray());
        }
        restart();
        letIn(old);
        letIn(made);
        assertEquals("unknown-key", refusal(old));
        restart();
        assertEquals("unknown-key", refusal(old));
        letIn(made);
    }

    private void restart() throws Exception {
        controller.close();
        controller = new TestController(db.database(), db.groupCommit(), db.ids(), identities, LeaseSettings.USUAL);
    }

    @Test
    void an_agent_that_was_away_is_asked_when_it_comes_and_again_until_it_has_done_it() throws Exception {
        join("one", old).close();
        askForKeys();
        for (int time = 0; time < 2; time++) {
            try (var agent = ScriptedAgent.connect(controller.address(), old)) {
                agent.hello(ScriptedAgent.hello("one"));
                agent.expect(BodyCase.WELCOME);
                agent.expect(BodyCase.ROTATE_KEY);
            }
        }
    }

    @Test
    void a_key_that_nobody_asked_for_or_that_another_agent_has_or_that_is_not_proven_is_refused() throws Exception {
        try (var agent = join("one", old)) {
            offer(agent, made.certificate().getEncoded());
            assertEquals(
                    "protocol-broken",
                    agent.expect(BodyCase.REFUSED).getRefused().getCode());
        }
        var other = TlsIdentity.create("other", Instant.now());
        join("other", other).close();
        askForKeys();
        var forged = made.certificate().getEncoded();
        forged[forged.length - 1] ^= 1;
        for (var certificate : new byte[][] {other.certificate().getEncoded(), forged, {1, 2, 3}}) {
            try (var agent = ScriptedAgent.connect(controller.address(), old)) {
                agent.hello(ScriptedAgent.hello("one"));
                agent.expect(BodyCase.WELCOME);
                agent.expect(BodyCase.ROTATE_KEY);
                offer(agent, certificate);
                assertEquals(
                        "protocol-broken",
                        agent.expect(BodyCase.REFUSED).getRefused().getCode());
            }
        }
        letIn(old);
    }
}
