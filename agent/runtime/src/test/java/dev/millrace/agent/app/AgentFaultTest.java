package dev.millrace.agent.app;

import static dev.millrace.agent.app.AgentUnderTest.lease;
import static dev.millrace.agent.app.AgentUnderTest.operation;
import static dev.millrace.agent.app.AgentUnderTest.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.Exited;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills, cuts and stops, each on a real agent of its own. */
class AgentFaultTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private FakeController controller;
    private AgentUnderTest agent;

    @BeforeEach
    void start() throws Exception {
        controller = new FakeController(LONG);
        agent = new AgentUnderTest(controller, directory);
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        controller.close();
    }

    private long since;

    private boolean passed(long millis) {
        if (since == 0) {
            since = System.nanoTime();
        }
        return System.nanoTime() - since > millis * 1_000_000;
    }

    @Test
    void an_agent_killed_in_the_middle_goes_on_where_it_was_and_nothing_is_lost_or_doubled() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        var operation = operation(lease, 1, 0);
        agent.execute(
                operation, shell("echo start >> starts; for i in $(seq 30); do echo line $i; sleep 0.1; done; exit 3"));
        controller.await("some output", () -> controller.text(operation).contains("line 3\n") ? true : null);
        agent.kill();
        agent.restart();
        var finished = controller.awaitFinished(operation);
        assertEquals(3, finished.getExited().getCode());
        var expected = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            expected.append("line ").append(i).append('\n');
        }
        assertEquals(expected.toString(), controller.text(operation));
        assertEquals("start\n", Files.readString(agent.workspace().resolve("starts")));
        var hello = controller.hellos().getLast();
        assertEquals(lease, hello.getHeld(0).getLease());
        assertEquals(operation, hello.getHeld(0).getOperations(0).getOperation());
        assertEquals(1, controller.joins());
    }

    @Test
    void what_ended_while_the_agent_was_away_is_told_when_it_is_back() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("echo begun; sleep 1; echo done; touch ended"));
        controller.await("output", () -> controller.text(operation).equals("begun\n") ? true : null);
        agent.kill();
        controller.await("the end", () -> Files.exists(agent.workspace().resolve("ended")) ? true : null);
        agent.restart();
        assertEquals(0, controller.awaitFinished(operation).getExited().getCode());
        assertEquals("begun\ndone\n", controller.text(operation));
    }

    @Test
    void a_killed_supervisor_loses_its_operations_and_nothing_keeps_running() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("echo begun; (setsid sleep 31.4151 &); sleep 31.4151"));
        controller.await("two sleeps", () -> AgentUnderTest.count("31.4151") >= 2 ? true : null);
        controller.await("output", () -> controller.text(operation).equals("begun\n") ? true : null);
        agent.signal("KILL", agent.supervisor());
        assertEquals(
                Exited.Reason.LOST,
                controller.awaitFinished(operation).getExited().getReason());
        assertEquals("supervisor-lost", agent.awaitEnded(lease));
        assertEquals(0, AgentUnderTest.count("31.4151"));

        var next = lease(2);
        agent.grant(next, LONG);
        agent.execute(operation(next, 1, 0), shell("echo again"));
        controller.awaitFinished(operation(next, 1, 0));
        assertEquals("again\n", controller.text(operation(next, 1, 0)));
    }

    @Test
    void supervisor_and_agent_killed_together_leave_nothing_and_the_operation_is_lost() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("echo begun; sleep 31.4152"));
        controller.await("output", () -> controller.text(operation).equals("begun\n") ? true : null);
        var supervisor = agent.supervisor();
        agent.kill();
        agent.signal("KILL", supervisor);
        agent.restart();
        assertEquals(
                Exited.Reason.LOST,
                controller.awaitFinished(operation).getExited().getReason());
        assertEquals("supervisor-lost", agent.awaitEnded(lease));
        assertEquals(0, AgentUnderTest.count("31.4152"));
    }

    @Test
    void at_the_deadline_the_tree_is_killed_also_behind_a_stopped_agent() throws Exception {
        var lease = lease(1);
        controller.renews(false);
        agent.grant(lease, Duration.ofSeconds(6));
        var operation = operation(lease, 1, 0);
        agent.execute(
                operation, shell("trap '' TERM; (setsid sleep 31.4153 &); echo begun; sleep 31.4153; sleep 31.4153"));
        controller.await("output", () -> controller.text(operation).equals("begun\n") ? true : null);
        agent.signal("STOP", agent.process().pid());
        try {
            agent.awaitNone("31.4153");
        } finally {
            agent.signal("CONT", agent.process().pid());
        }
        assertEquals("deadline", agent.awaitEndedOrForgotten(lease));
    }

    @Test
    void output_goes_on_in_order_after_the_network_was_cut() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("for i in $(seq 40); do echo $i; sleep 0.05; done"));
        controller.await("output", () -> controller.text(operation).contains("\n5\n") ? true : null);
        controller.cut();
        controller.await("time to pass", () -> passed(1_000) ? true : null);
        controller.mend();
        assertEquals(0, controller.awaitFinished(operation).getExited().getCode());
        var expected = new StringBuilder();
        for (int i = 1; i <= 40; i++) {
            expected.append(i).append('\n');
        }
        assertEquals(expected.toString(), controller.text(operation));
    }

    @Test
    void a_clean_stop_without_work_takes_the_supervisor_along() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        agent.release(lease);
        long supervisor = agent.supervisor();
        agent.process().destroy();
        assertTrue(agent.process().waitFor(10, TimeUnit.SECONDS));
        controller.await(
                "the supervisor to leave",
                () -> ProcessHandle.of(supervisor).map(ProcessHandle::isAlive).orElse(false) ? null : true);
    }

    @Test
    void a_lease_that_is_renewed_outlives_its_first_deadline() throws Exception {
        var lease = lease(1);
        agent.grant(lease, Duration.ofSeconds(5));
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("sleep 6; echo alive"));
        assertEquals(
                Exited.Reason.CODE,
                controller.awaitFinished(operation).getExited().getReason());
        assertEquals("alive\n", controller.text(operation));
    }

    /** A supervisor that cannot serve: another process has its lock. Whoever starts an agent now and stops it, finds it attaching. */
    @Test
    void an_agent_stopped_while_it_attaches_ends_at_once_and_leaves_no_supervisor() throws Exception {
        controller.await("the agent", () -> controller.hellos().isEmpty() ? null : true);
        var marker = directory.resolve("agent/supervisor").toString();
        agent.close();
        agent.awaitNone(marker);
        Files.delete(directory.resolve("agent/agent.pid"));
        try (var lock = FileChannel.open(directory.resolve("agent/supervisor/lock"), StandardOpenOption.WRITE)) {
            try (var _ = lock.lock()) {
                agent.restart();
                controller.await(
                        "the agent's process", () -> Files.exists(directory.resolve("agent/agent.pid")) ? true : null);
                controller.await(
                        "a supervisor that finds the lock", () -> AgentUnderTest.count(marker) > 0 ? true : null);
                agent.process().destroy();
                assertTrue(agent.process().waitFor(3, TimeUnit.SECONDS), "the agent ends");
            }
        }
        agent.awaitNone(marker);
    }

    @Test
    void an_agent_stopped_as_soon_as_its_supervisor_is_there_takes_it_along() throws Exception {
        var marker = directory.resolve("agent/supervisor").toString();
        for (int i = 0; i < 3; i++) {
            agent.close();
            agent.awaitNone(marker);
            agent.restart();
            controller.await("a supervisor", () -> AgentUnderTest.count(marker) > 0 ? true : null);
            agent.process().destroy();
            assertTrue(agent.process().waitFor(5, TimeUnit.SECONDS), "the agent ends");
            long from = System.nanoTime();
            agent.awaitNone(marker);
            long millis = (System.nanoTime() - from) / 1_000_000;
            assertTrue(millis < 5_000, () -> "its supervisor outlived it by %d ms".formatted(millis));
        }
    }

    private long spooled() {
        try (var files = Files.walk(directory.resolve("agent/spool"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("output."))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    @Test
    void a_process_waits_while_nobody_takes_its_output_and_goes_on_when_somebody_does() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        controller.takesOutput(false);
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("yes 0123456 | head -c 20000000; touch written"));
        controller.await("a full spool", () -> spooled() >= 2 << 20 ? true : null);
        controller.await("time to write more", () -> passed(500) ? true : null);
        assertTrue(spooled() <= (2 << 20) + (1 << 16), () -> spooled() + " bytes wait on disk");
        assertTrue(Files.notExists(agent.workspace().resolve("written")), "the writer waits");
        controller.cut();
        controller.takesOutput(true);
        controller.mend();
        var finished = controller.awaitFinished(operation);
        assertEquals(0, finished.getExited().getCode());
        assertEquals("0123456\n".repeat(20_000_000 / 8), controller.text(operation));
        assertTrue(spooled() <= 2 << 20, () -> spooled() + " bytes wait on disk");
    }

    @Test
    void a_process_that_waits_for_its_output_to_be_taken_can_be_killed() throws Exception {
        var lease = lease(1);
        agent.grant(lease, LONG);
        controller.takesOutput(false);
        agent.execute(operation(lease, 1, 0), shell("yes"));
        controller.await("a full spool", () -> spooled() >= 2 << 20 ? true : null);
        agent.release(lease);
        assertEquals(0, spooled());
    }
}
