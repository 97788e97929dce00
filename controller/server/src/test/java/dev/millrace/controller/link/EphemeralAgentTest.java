package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.link.TestController.Heard;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.HeldLease;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseEnded;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.LeaseRefused;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EphemeralAgentTest {
    private final TlsIdentity identity = TlsIdentity.create("once", Instant.now());
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

    private static Hello.Builder hello(String name) {
        return ScriptedAgent.hello(name).setEphemeral(true);
    }

    private ScriptedAgent join() throws Exception {
        var agent = ScriptedAgent.connect(controller.address(), identity);
        agent.join(identities.token("token"), hello("once"));
        agent.expect(BodyCase.WELCOME);
        return agent;
    }

    private static void ended(ScriptedAgent agent, LeaseRef lease) throws Exception {
        agent.send(FromAgent.newBuilder()
                .setEnded(LeaseEnded.newBuilder().setLease(lease).setReason("released")));
    }

    private List<String> names(TestController of) {
        return of.fleet.fleet().agents().stream().map(agent -> agent.name()).toList();
    }

    @Test
    void it_gets_one_job_and_is_no_agent_any_more_when_that_is_over() throws Exception {
        var first = controller.request(controller.newRun(), "");
        var second = controller.request(controller.newRun(), "");
        var heard = new Heard();
        var waiting = new Heard();
        try (var agent = join()) {
            controller.jobs().request(first, heard).join();
            var lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
            agent.accept(lease);
            heard.lease();
            controller.jobs().request(second, waiting).join();
            controller.jobs().release(first.id());
            agent.expect(BodyCase.RELEASE);
            ended(agent, lease);
            assertEquals("removed", agent.expect(BodyCase.REFUSED).getRefused().getCode());
            agent.expectEnd();
        }
        assertEquals(List.of(), names(controller));
        assertTrue(waiting.nothing());
        try (var again = ScriptedAgent.connect(controller.address(), identity)) {
            again.hello(hello("once"));
            assertEquals(
                    "unknown-key", again.expect(BodyCase.REFUSED).getRefused().getCode());
        }
        // its name is free, and the next one gets the next job
        try (var next = ScriptedAgent.connect(controller.address(), TlsIdentity.create("next", Instant.now()))) {
            next.join(identities.token("another"), hello("once"));
            next.expect(BodyCase.WELCOME);
            next.accept(next.await(BodyCase.GRANT).getGrant().getLease());
            assertEquals("once", waiting.lease().agentName());
        }
    }

    @Test
    void one_that_does_not_take_its_job_gets_no_other_either() throws Exception {
        try (var agent = join()) {
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), ""), new Heard())
                    .join();
            var lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
            agent.send(FromAgent.newBuilder()
                    .setRefused(LeaseRefused.newBuilder().setLease(lease).setReason("no sandbox")));
            assertEquals("removed", agent.expect(BodyCase.REFUSED).getRefused().getCode());
        }
        assertEquals(List.of(), names(controller));
    }

    @Test
    void a_restarted_controller_gives_it_no_second_job() throws Exception {
        LeaseRef lease;
        var first = controller.request(controller.newRun(), "");
        try (var agent = join()) {
            var heard = new Heard();
            controller.jobs().request(first, heard).join();
            lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
            agent.accept(lease);
            heard.lease();
            controller.close();
            agent.expectEnd();
        }
        try (var successor = db.successor();
                var again = new TestController(
                        successor.database(),
                        successor.groupCommit(),
                        successor.ids(),
                        identities,
                        LeaseSettings.USUAL);
                var agent = ScriptedAgent.connect(again.address(), identity)) {
            agent.hello(hello("once")
                    .setEphemeral(false)
                    .addHeld(HeldLease.newBuilder().setLease(lease)));
            assertEquals(
                    List.of(lease), agent.expect(BodyCase.WELCOME).getWelcome().getKeepList());
            assertEquals("spent", again.fleet.fleet().agents().getFirst().state());
            var waiting = new Heard();
            again.jobs().request(again.request(again.newRun(), ""), waiting).join();
            again.jobs().release(first.id());
            agent.expect(BodyCase.RELEASE);
            ended(agent, lease);
            assertEquals("removed", agent.expect(BodyCase.REFUSED).getRefused().getCode());
            assertTrue(waiting.nothing());
            assertEquals(List.of(), names(again));
        }
    }

    @Test
    void one_that_vanishes_before_it_got_a_job_is_forgotten_once_its_lease_would_be_over() throws Exception {
        controller.close();
        try (var hasty =
                new TestController(db.database(), db.groupCommit(), db.ids(), identities, TestController.SHORT)) {
            var forgotten = new CompletableFuture<Void>();
            try (var agent = ScriptedAgent.connect(hasty.address(), identity)) {
                agent.join(identities.token("token"), hello("once"));
                agent.expect(BodyCase.WELCOME);
                agent.heartbeat(1);
                agent.expect(BodyCase.HEARTBEAT);
                assertEquals(List.of("once"), names(hasty));
                hasty.fleet.register().follow(_ -> {
                    if (names(hasty).isEmpty()) {
                        forgotten.complete(null);
                    }
                });
            }
            forgotten.get(10, TimeUnit.SECONDS);
            try (var again = ScriptedAgent.connect(hasty.address(), identity)) {
                again.hello(hello("once"));
                assertEquals(
                        "unknown-key",
                        again.expect(BodyCase.REFUSED).getRefused().getCode());
            }
        }
    }
}
