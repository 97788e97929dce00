package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.link.TestController.Heard;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leases that end, and that do not, in real time: they are short here. */
class ExpiryTest {
    private static FakeIdentities identities;
    private static TestDatabase db;
    private static TestController controller;

    /** Every test has an agent of its own, and its jobs ask for it. */
    private final String name = "agent" + System.nanoTime();

    private final TlsIdentity identity = TlsIdentity.create(name, Instant.now());

    @BeforeAll
    static void open() throws Exception {
        db = TestDatabase.fresh();
        identities = new FakeIdentities();
        controller = new TestController(db.database(), db.groupCommit(), db.ids(), identities, TestController.SHORT);
    }

    @AfterAll
    static void close() {
        controller.close();
        db.close();
    }

    private ScriptedAgent connect() throws Exception {
        return ScriptedAgent.connect(controller.address(), identity);
    }

    private ScriptedAgent join() throws Exception {
        var agent = connect();
        agent.join(identities.token("token"), ScriptedAgent.hello(name));
        agent.expect(BodyCase.WELCOME);
        return agent;
    }

    private static Operate.Builder execute() {
        return Operate.newBuilder().setExecute(Execute.getDefaultInstance());
    }

    @Test
    void an_agent_that_stays_away_loses_its_lease_and_the_job_is_over() throws Exception {
        var heard = new Heard();
        java.util.concurrent.CompletableFuture<?> done;
        try (var agent = join()) {
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), name), heard)
                    .join();
            agent.accept(agent.expect(BodyCase.GRANT).getGrant().getLease());
            done = controller.operations().operate(heard.lease().key(), 2, 0, execute(), new MemorySink());
            agent.expect(BodyCase.OPERATE);
        }
        assertEquals("its agent did not answer until the lease's deadline", heard.end());
        var failure = assertThrows(ExecutionException.class, () -> done.get(1, TimeUnit.SECONDS));
        assertInstanceOf(LeaseGone.class, failure.getCause());
        assertTrue(controller.jobs().waiting().isEmpty());
    }

    @Test
    void heartbeats_keep_a_lease_alive() throws Exception {
        var heard = new Heard();
        try (var agent = join()) {
            var request = controller.request(controller.newRun(), name);
            controller.jobs().request(request, heard).join();
            var lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
            agent.accept(lease);
            heard.lease();
            var enough = Instant.now().plus(TestController.SHORT.lease().multipliedBy(2));
            long sequence = 0;
            while (Instant.now().isBefore(enough)) {
                agent.heartbeat(++sequence, lease);
                var answer = agent.expect(BodyCase.HEARTBEAT).getHeartbeat();
                assertEquals(sequence, answer.getSequence());
                assertEquals(List.of(lease), answer.getRenewedList());
            }
            assertTrue(heard.nothing());
            assertTrue(controller.jobs().lease(request.id()).isPresent());
        }
    }
}
