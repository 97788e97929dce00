package dev.millrace.controller.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.lease.Jobs.JobListener;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.proto.Capacity;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.LeaseEnded;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.ToAgent.BodyCase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many jobs go through queue, lease, real connections and completion in a second. */
class ThroughputTest {
    private static final Logger LOG = LoggerFactory.getLogger(ThroughputTest.class);
    private static final int AGENTS = 20;
    private static final int EXECUTORS = 20;
    private static final int JOBS = 5_000;

    /** Half of the whole way's budget of 822 a second, as this part shares the machine with the others. */
    private static final int LEAST = 411;

    @Test
    @Tag("deep")
    void jobs_go_through_faster_than_they_are_asked_for() throws Exception {
        try (var db = TestDatabase.fresh();
                var controller = new TestController(
                        db.database(), db.groupCommit(), db.ids(), new FakeIdentities(), LeaseSettings.USUAL)) {
            var agents = new ArrayList<ScriptedAgent>();
            for (int number = 0; number < AGENTS; number++) {
                agents.add(obedient(controller, "agent" + number));
            }
            var done = new CountDownLatch(JOBS);
            long start = System.nanoTime();
            for (int job = 0; job < JOBS; job++) {
                var request = controller.request(controller.newRun(), "linux");
                var _ = controller.jobs().request(request, new JobListener() {
                    @Override
                    public void granted(Lease lease) {
                        var _ = controller
                                .operations()
                                .operate(
                                        lease.key(),
                                        2,
                                        0,
                                        Operate.newBuilder().setExecute(Execute.getDefaultInstance()),
                                        new MemorySink())
                                .thenRun(() -> {
                                    controller.jobs().release(request.id());
                                    done.countDown();
                                });
                    }

                    @Override
                    public void ended(String reason) {}
                });
            }
            assertTrue(done.await(120, TimeUnit.SECONDS));
            double perSecond = JOBS / ((System.nanoTime() - start) / 1e9);
            LOG.atInfo().addKeyValue("jobsPerSecond", perSecond).log("throughput");
            for (var agent : agents) {
                agent.close();
            }
            assertTrue(perSecond > LEAST, () -> perSecond + " jobs a second");
        }
    }

    /** Accepts everything, says one line, is done. */
    private static ScriptedAgent obedient(TestController controller, String name) throws Exception {
        var agent = ScriptedAgent.connect(controller.address(), TlsIdentity.create(name, Instant.now()));
        agent.join(
                controller.identities.token(name),
                ScriptedAgent.hello(name).setCapacity(Capacity.newBuilder().setExecutors(EXECUTORS)));
        agent.expect(BodyCase.WELCOME);
        Thread.ofVirtual().start(() -> serve(agent));
        return agent;
    }

    private static void serve(ScriptedAgent agent) {
        try {
            while (true) {
                var message = agent.next();
                if (message.isEmpty()) {
                    return;
                }
                switch (message.get().getBodyCase()) {
                    case GRANT -> agent.accept(message.get().getGrant().getLease());
                    case OPERATE -> {
                        var operation = message.get().getOperate().getOperation();
                        agent.output(operation, 0, "a line of output\n");
                        agent.finished(operation, 17);
                    }
                    case RELEASE ->
                        agent.send(FromAgent.newBuilder()
                                .setEnded(LeaseEnded.newBuilder()
                                        .setLease(message.get().getRelease().getLease())));
                    default -> {}
                }
            }
        } catch (IOException | InterruptedException e) {
            LOG.atDebug().setCause(e).log("agent-ended");
        }
    }
}
