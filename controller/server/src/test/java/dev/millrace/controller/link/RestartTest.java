package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller that is started again on the same database. */
class RestartTest {
    private final FakeIdentities identities = new FakeIdentities();
    private final TlsIdentity identity = TlsIdentity.create("one", Instant.now());
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

    private ScriptedAgent connect() throws Exception {
        return ScriptedAgent.connect(controller.address(), identity);
    }

    private ScriptedAgent join() throws Exception {
        var agent = connect();
        agent.join(identities.token("token"), ScriptedAgent.hello("one"));
        agent.expect(BodyCase.WELCOME);
        return agent;
    }

    private static Hello.Builder holding(LeaseRef lease, OperationRef... operations) {
        var held = HeldLease.newBuilder().setLease(lease);
        List.of(operations)
                .forEach(operation ->
                        held.addOperations(HeldOperation.newBuilder().setOperation(operation)));
        return ScriptedAgent.hello("one").addHeld(held);
    }

    private static Operate.Builder execute() {
        return Operate.newBuilder().setExecute(Execute.getDefaultInstance());
    }

    @Test
    void a_restarted_controller_keeps_leases_and_the_run_finds_its_operation() throws Exception {
        var heard = new Heard();
        var sink = new MemorySink();
        var request = controller.request(controller.newRun(), "");
        OperationRef operation;
        try (var agent = join()) {
            controller.jobs().request(request, heard).join();
            agent.accept(agent.expect(BodyCase.GRANT).getGrant().getLease());
            var _ = controller.operations().operate(heard.lease().key(), 2, 0, execute(), sink);
            operation = agent.expect(BodyCase.OPERATE).getOperate().getOperation();
            agent.output(operation, 0, "before ");
            agent.expect(BodyCase.OUTPUT_TAKEN);
            controller.close();
            agent.expectEnd();
        }
        try (var successor = db.successor();
                var again = new TestController(
                        successor.database(),
                        successor.groupCommit(),
                        successor.ids(),
                        identities,
                        LeaseSettings.USUAL)) {
            var agent = ScriptedAgent.connect(again.address(), identity);
            agent.hello(holding(operation.getLease(), operation));
            assertEquals(
                    List.of(operation.getLease()),
                    agent.expect(BodyCase.WELCOME).getWelcome().getKeepList());
            // The agent goes on before the run is back.
            agent.output(operation, 7, "and ");
            agent.heartbeat(1, operation.getLease());
            agent.expect(BodyCase.HEARTBEAT);

            var heardAgain = new Heard();
            assertEquals(
                    request.id(),
                    again.jobs()
                            .request(again.request(request.run(), ""), heardAgain)
                            .get(10, TimeUnit.SECONDS));
            var lease = heardAgain.lease();
            assertEquals("/jobs/it", lease.workspace());
            var done = again.operations().operate(lease.key(), 2, 0, execute(), sink);
            assertEquals(operation, agent.expect(BodyCase.OPERATE).getOperate().getOperation());
            assertEquals(7, agent.expect(BodyCase.OUTPUT_TAKEN).getOutputTaken().getOffset());
            agent.output(operation, 11, "after");
            agent.finished(operation, 16);
            done.get(10, TimeUnit.SECONDS);
            assertEquals("before and after", sink.text());

            again.jobs().release(request.id());
            agent.await(BodyCase.RELEASE);
            var heardLast = new Heard();
            again.jobs().request(again.request(request.run(), ""), heardLast).join();
            assertEquals("released", heardLast.end());
            agent.close();
        }
    }
}
