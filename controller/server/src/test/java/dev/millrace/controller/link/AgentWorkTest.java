package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.link.TestController.Heard;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way of a job through a real connection. */
class AgentWorkTest {
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

    private ScriptedAgent join(String name) throws Exception {
        var agent = ScriptedAgent.connect(controller.address(), TlsIdentity.create(name, Instant.now()));
        agent.join(identities.token(name), ScriptedAgent.hello(name));
        agent.expect(BodyCase.WELCOME);
        return agent;
    }

    @Test
    void an_agent_joins_gets_a_lease_runs_an_operation_and_is_acknowledged() throws Exception {
        try (var agent = join("one")) {
            var heard = new Heard();
            var request = controller.request(controller.newRun(), "linux && one");
            assertEquals(request.id(), controller.jobs().request(request, heard).get(10, TimeUnit.SECONDS));

            var grant = agent.expect(BodyCase.GRANT).getGrant();
            assertEquals("shop", grant.getWorkspace().getKey());
            agent.accept(grant.getLease());
            var lease = heard.lease();
            assertEquals("/jobs/it", lease.workspace());
            assertEquals("one", lease.agentName());
            assertTrue(lease.unix());

            var sink = new MemorySink();
            var done = controller
                    .operations()
                    .operate(lease.key(), 2, 0, Operate.newBuilder().setExecute(Execute.getDefaultInstance()), sink);
            var operation = agent.expect(BodyCase.OPERATE).getOperate().getOperation();
            agent.output(operation, 0, "hello ");
            assertEquals(6, agent.expect(BodyCase.OUTPUT_TAKEN).getOutputTaken().getOffset());
            agent.output(operation, 6, "world");
            assertEquals(
                    11, agent.expect(BodyCase.OUTPUT_TAKEN).getOutputTaken().getOffset());
            agent.finished(operation, 11);
            assertTrue(done.get(10, TimeUnit.SECONDS).hasExited());
            assertEquals("hello world", sink.text());

            controller.operations().acknowledge(lease.key(), 2);
            assertEquals(
                    operation,
                    agent.expect(BodyCase.ACKNOWLEDGE).getAcknowledge().getOperation());

            controller.jobs().release(request.id());
            assertEquals(
                    grant.getLease(),
                    agent.expect(BodyCase.RELEASE).getRelease().getLease());
        }
    }

    /** After a restart of the controller agents go on before its runs are back; an operation may come back between two messages about it. */
    @Test
    void what_an_agent_says_of_an_operation_while_it_is_being_asked_for_keeps_its_order() throws Exception {
        try (var agent = join("early");
                var other = join("other")) {
            var heard = new Heard();
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), "early"), heard)
                    .join();
            var lease = agent.expect(BodyCase.GRANT).getGrant().getLease();
            agent.accept(lease);
            var key = heard.lease().key();
            for (int step = 2; step < 22; step += 2) {
                var busy = new BusySink();
                var _ = controller.operations().operate(key, step, 0, Operate.newBuilder(), busy);
                var asked =
                        OperationRef.newBuilder().setLease(lease).setStep(step).build();
                var next = asked.toBuilder().setStep(step + 1).build();
                agent.output(next, 0, "early ");
                agent.output(asked, 0, "busy");
                assertTrue(busy.taking.await(10, TimeUnit.SECONDS));
                agent.output(next, 6, "and late");
                other.heartbeat(step);
                other.expect(BodyCase.HEARTBEAT);
                var sink = new MemorySink();
                var done = controller.operations().operate(key, step + 1, 0, Operate.newBuilder(), sink);
                busy.free.countDown();
                agent.finished(next, 14);
                done.get(10, TimeUnit.SECONDS);
                assertEquals("early and late", sink.text());
            }
        }
    }

    /** Keeps its agent's other messages waiting. */
    private static final class BusySink implements Operations.OutputSink {
        final CountDownLatch taking = new CountDownLatch(1);
        final CountDownLatch free = new CountDownLatch(1);

        @Override
        public long end() {
            return 0;
        }

        @Override
        public CompletableFuture<Long> take(long offset, byte[] data) {
            taking.countDown();
            try {
                assertTrue(free.await(10, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CompletableFuture.completedFuture(offset + data.length);
        }
    }

    @Test
    void an_operation_is_done_only_when_all_of_its_output_was_taken() throws Exception {
        try (var agent = join("two")) {
            var heard = new Heard();
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), "two"), heard)
                    .join();
            agent.accept(agent.expect(BodyCase.GRANT).getGrant().getLease());
            var sink = new MemorySink();
            sink.hold();
            var done = controller.operations().operate(heard.lease().key(), 2, 0, Operate.newBuilder(), sink);
            var operation = agent.expect(BodyCase.OPERATE).getOperate().getOperation();
            agent.output(operation, 0, "slow");
            agent.finished(operation, 4);
            agent.heartbeat(1, operation.getLease());
            agent.expect(BodyCase.HEARTBEAT);
            assertFalse(done.isDone());
            sink.letGo();
            done.get(10, TimeUnit.SECONDS);
            assertEquals(4, agent.expect(BodyCase.OUTPUT_TAKEN).getOutputTaken().getOffset());
        }
    }

    @Test
    void a_draining_agent_is_told_and_gets_no_new_job_until_it_is_enabled_again() throws Exception {
        try (var agent = join("tired")) {
            var id = idOf("tired");
            controller.fleet.fleet().drain(id, true);
            assertTrue(agent.expect(BodyCase.DRAIN).getDrain().getOn());
            var request = controller.request(controller.newRun(), "tired");
            controller.jobs().request(request, new Heard()).join();
            var waiting = controller.jobs().waiting().stream()
                    .filter(job -> job.job().equals(request.id()))
                    .findFirst()
                    .orElseThrow();
            assertEquals("Agents that could take it get no work now: tired (draining)", waiting.why());
            controller.fleet.fleet().drain(id, false);
            assertFalse(agent.expect(BodyCase.DRAIN).getDrain().getOn());
            agent.expect(BodyCase.GRANT);
        }
    }

    @Test
    void a_removed_agent_loses_its_job_and_its_connection() throws Exception {
        try (var agent = join("unwanted")) {
            var heard = new Heard();
            controller
                    .jobs()
                    .request(controller.request(controller.newRun(), "unwanted"), heard)
                    .join();
            agent.accept(agent.expect(BodyCase.GRANT).getGrant().getLease());
            heard.lease();
            controller.fleet.fleet().remove(idOf("unwanted"));
            assertEquals("its agent was removed", heard.end());
            var refused = agent.await(BodyCase.REFUSED).getRefused();
            assertEquals("removed", refused.getCode());
            assertTrue(refused.getFinal());
            agent.expectEnd();
        }
    }

    private AgentId idOf(String name) {
        return controller.fleet.fleet().agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
