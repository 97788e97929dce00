package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.link.TestController.Heard;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.HeldLease;
import dev.millrace.wire.proto.HeldOperation;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agents that go away and come back. */
class ReconnectTest {
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
        controller = new TestController(db.database(), db.groupCommit(), db.ids(), identities, LeaseSettings.USUAL);
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

    private Hello.Builder holding(LeaseRef lease, OperationRef... operations) {
        var held = HeldLease.newBuilder().setLease(lease);
        List.of(operations)
                .forEach(operation ->
                        held.addOperations(HeldOperation.newBuilder().setOperation(operation)));
        return ScriptedAgent.hello(name).addHeld(held);
    }

    private static Operate.Builder execute() {
        return Operate.newBuilder().setExecute(Execute.getDefaultInstance());
    }

    @Test
    void an_operation_survives_the_agents_absence_and_its_output_goes_on_where_it_was() throws Exception {
        var heard = new Heard();
        var sink = new MemorySink();
        OperationRef operation;
        java.util.concurrent.CompletableFuture<?> done;
        try (var agent = join()) {
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), name), heard)
                    .join();
            agent.accept(agent.expect(BodyCase.GRANT).getGrant().getLease());
            done = controller.operations().operate(heard.lease().key(), 2, 0, execute(), sink);
            operation = agent.expect(BodyCase.OPERATE).getOperate().getOperation();
            agent.output(operation, 0, "one two ");
            agent.expect(BodyCase.OUTPUT_TAKEN);
        }
        try (var agent = connect()) {
            agent.hello(holding(operation.getLease(), operation));
            var welcome = agent.expect(BodyCase.WELCOME).getWelcome();
            assertEquals(List.of(operation.getLease()), welcome.getKeepList());
            assertEquals(8, welcome.getOutput(0).getOffset());
            // what was sent before and may come again changes nothing
            agent.output(operation, 4, "two three");
            assertEquals(
                    13, agent.expect(BodyCase.OUTPUT_TAKEN).getOutputTaken().getOffset());
            agent.finished(operation, 13);
            done.get(10, TimeUnit.SECONDS);
            assertEquals("one two three", sink.text());
            agent.finished(operation, 13);
            controller.operations().acknowledge(new Refs.Name(Refs.lease(operation.getLease()), 2, 0).lease(), 2);
            assertEquals(
                    operation,
                    agent.expect(BodyCase.ACKNOWLEDGE).getAcknowledge().getOperation());
        }
        assertTrue(heard.nothing());
    }

    @Test
    void what_is_asked_while_the_agent_is_away_waits_for_it() throws Exception {
        var heard = new Heard();
        LeaseRef lease;
        try (var agent = join()) {
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), name), heard)
                    .join();
            lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
            agent.accept(lease);
            heard.lease();
        }
        var done = controller.operations().operate(Refs.lease(lease), 2, 0, execute(), new MemorySink());
        controller.operations().cancel(Refs.lease(lease), 2, 0, "timeout");
        try (var agent = connect()) {
            agent.hello(holding(lease));
            agent.expect(BodyCase.WELCOME);
            var operation = agent.await(BodyCase.OPERATE).getOperate().getOperation();
            assertEquals("timeout", agent.await(BodyCase.CANCEL).getCancel().getReason());
            agent.finished(operation, 0);
            done.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_lease_whose_acceptance_was_lost_is_offered_again_and_the_job_keeps_its_attempt() throws Exception {
        var heard = new Heard();
        LeaseRef lease;
        try (var agent = join()) {
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), name), heard)
                    .join();
            lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
        }
        try (var agent = connect()) {
            agent.hello(holding(lease));
            assertEquals(
                    List.of(lease), agent.expect(BodyCase.WELCOME).getWelcome().getKeepList());
            assertEquals(lease, agent.expect(BodyCase.GRANT).getGrant().getLease());
            agent.accept(lease);
            // and once more: it changes nothing
            agent.accept(lease);
            assertEquals(Refs.lease(lease), heard.lease().key());
            assertTrue(heard.nothing());
        }
    }

    @Test
    void a_lease_that_never_arrived_is_offered_again() throws Exception {
        var heard = new Heard();
        LeaseRef lease;
        try (var agent = join()) {
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), name), heard)
                    .join();
            lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
        }
        try (var agent = connect()) {
            agent.hello(ScriptedAgent.hello(name));
            agent.expect(BodyCase.WELCOME);
            assertEquals(lease, agent.expect(BodyCase.GRANT).getGrant().getLease());
            agent.accept(lease);
            assertEquals(1, heard.lease().key().attempt());
        }
    }

    @Test
    void an_acknowledgement_that_was_missed_is_repeated() throws Exception {
        var heard = new Heard();
        OperationRef operation;
        try (var agent = join()) {
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), name), heard)
                    .join();
            agent.accept(agent.expect(BodyCase.GRANT).getGrant().getLease());
            var done = controller.operations().operate(heard.lease().key(), 2, 0, execute(), new MemorySink());
            operation = agent.expect(BodyCase.OPERATE).getOperate().getOperation();
            agent.finished(operation, 0);
            done.get(10, TimeUnit.SECONDS);
        }
        controller.operations().acknowledge(Refs.lease(operation.getLease()), 2);
        try (var agent = connect()) {
            agent.hello(holding(operation.getLease(), operation));
            agent.expect(BodyCase.WELCOME);
            assertEquals(
                    operation,
                    agent.expect(BodyCase.ACKNOWLEDGE).getAcknowledge().getOperation());
        }
    }

    @Test
    void an_agent_that_comes_back_without_a_lease_has_lost_it() throws Exception {
        var heard = new Heard();
        try (var agent = join()) {
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), name), heard)
                    .join();
            agent.accept(agent.expect(BodyCase.GRANT).getGrant().getLease());
            heard.lease();
        }
        try (var agent = connect()) {
            agent.hello(ScriptedAgent.hello(name));
            agent.expect(BodyCase.WELCOME);
            assertEquals("its agent came back without it", heard.end());
        }
    }

    @Test
    void a_second_connection_of_the_same_agent_takes_the_place_of_the_first() throws Exception {
        try (var first = join();
                var second = connect()) {
            second.hello(ScriptedAgent.hello(name));
            second.expect(BodyCase.WELCOME);
            assertEquals("replaced", first.expect(BodyCase.REFUSED).getRefused().getCode());
            first.expectEnd();
            assertTrue(controller.fleet.fleet().agents().stream()
                    .anyMatch(facts -> facts.name().equals(name) && facts.connected()));
        }
    }
}
