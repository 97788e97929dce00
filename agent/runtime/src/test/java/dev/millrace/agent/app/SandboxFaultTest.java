package dev.millrace.agent.app;

import static dev.millrace.agent.app.AgentUnderTest.lease;
import static dev.millrace.agent.app.AgentUnderTest.operation;
import static dev.millrace.agent.app.AgentUnderTest.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.millrace.wire.proto.Cancel;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.SandboxRequest;
import dev.millrace.wire.proto.ToAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sandboxes of a real agent whose processes die in the middle of jobs: nothing of them stays, and the agent that comes after works. */
class SandboxFaultTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private FakeController controller;
    private AgentUnderTest agent;

    @BeforeEach
    void start() throws Exception {
        controller = new FakeController(LONG);
        agent = new AgentUnderTest(controller, directory);
        controller.await("the agent", () -> controller.hellos().isEmpty() ? null : true);
        boolean there = controller.hellos().getFirst().getSandboxesList().contains("bubblewrap");
        if (!there) {
            System.out.println("SKIPPED: bubblewrap cannot start here; 'millrace doctor' says why");
        }
        Assumptions.assumeTrue(there);
    }

    @AfterEach
    void stop() {
        agent.close();
        controller.close();
    }

    private LeaseRef granted(long job, String kind, Duration duration) throws Exception {
        var lease = lease(job);
        agent.grant(
                lease,
                duration,
                "job-" + job,
                SandboxRequest.newBuilder()
                        .setKind(kind)
                        .setTrust("protected")
                        .setProcesses(100)
                        .setMemoryBytes(256L << 20)
                        .build());
        return lease;
    }

    /** At once, so that neither can clear up after the other. */
    private void killBoth() throws Exception {
        long supervisor = agent.supervisor();
        agent.signal("STOP", agent.process().pid());
        agent.signal("KILL", supervisor);
        agent.kill();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "process"})
    void agent_and_supervisor_killed_in_the_middle_of_a_job_leave_nothing(String kind) throws Exception {
        var lease = granted(1, kind, LONG);
        var name = operation(lease, 1, 0);
        agent.execute(name, shell("echo begun; (env -i setsid sleep 31.6171 &) ; sleep 31.6171"));
        controller.await("two sleeps", () -> AgentUnderTest.count("sleep\u000031.6171") == 2 ? true : null);
        controller.await("output", () -> controller.text(name).equals("begun\n") ? true : null);
        killBoth();
        agent.restart();
        assertEquals(
                Exited.Reason.LOST, controller.awaitFinished(name).getExited().getReason());
        assertEquals("supervisor-lost", agent.awaitEnded(lease));
        assertNothingLeft("sleep\u000031.6171");
        worksAgain(2, kind);
    }

    /** The kill meets starts at any point: before the process, at its gate, behind its walls. */
    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "process"})
    void killed_while_processes_are_being_started_they_leave_nothing_either(String kind) throws Exception {
        for (int round = 1; round <= 4; round++) {
            var lease = granted(round, kind, LONG);
            for (int step = 1; step <= 8; step++) {
                agent.execute(operation(lease, step, 0), shell("sleep 31.6172"));
            }
            int least = 2 * round - 1;
            controller.await("some of them", () -> AgentUnderTest.count("sleep\u000031.6172") >= least ? true : null);
            killBoth();
            agent.restart();
            assertEquals("supervisor-lost", agent.awaitEnded(lease));
            assertNothingLeft("sleep\u000031.6172");
        }
        worksAgain(9, kind);
    }

    private void assertNothingLeft(String marker) throws Exception {
        agent.awaitNone(marker);
        controller.await("no control groups", () -> groups().isEmpty() ? true : null);
        assertFalse(Files.readString(Path.of("/proc/mounts")).contains("/run/millrace/"));
        try (Stream<Path> leases = Files.list(directory.resolve("agent/spool"))) {
            assertEquals(
                    List.of(),
                    leases.filter(path -> path.getFileName().toString().endsWith(".1.7"))
                            .toList());
        }
    }

    private void worksAgain(long job, String kind) throws Exception {
        var next = granted(job, kind, LONG);
        agent.execute(operation(next, 1, 0), shell("echo again"));
        controller.awaitFinished(operation(next, 1, 0));
        assertEquals("again\n", controller.text(operation(next, 1, 0)));
        agent.release(next);
        assertEquals(List.of(), groups());
    }

    private List<Path> groups() {
        var name = "millrace-"
                + UUID.nameUUIDFromBytes(directory.resolve("agent").toString().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> all = Files.find(
                Path.of("/sys/fs/cgroup"),
                8,
                (path, _) -> path.getNameCount() > 1
                        && path.getName(path.getNameCount() - 2).toString().equals(name)
                        && Files.isDirectory(path))) {
            return all.toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(Path.of("one that went")); // while it was looked at
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "process"})
    void an_end_by_the_deadline_is_told_from_one_by_a_cancellation(String kind) throws Exception {
        var lease = granted(1, kind, LONG);
        var cancelled = operation(lease, 1, 0);
        agent.execute(cancelled, shell("echo ready; sleep 31.6173"));
        controller.await("output", () -> controller.text(cancelled).equals("ready\n") ? true : null);
        controller.send(ToAgent.newBuilder()
                .setCancel(Cancel.newBuilder().setOperation(cancelled))
                .build());
        assertEquals(
                Exited.Reason.ABORTED,
                controller.awaitFinished(cancelled).getExited().getReason());
        agent.release(lease);
        controller.renews(false);
        var late = granted(2, kind, Duration.ofSeconds(5));
        var passed = operation(late, 1, 0);
        agent.execute(passed, shell("trap '' TERM; sleep 31.6173; sleep 31.6173"));
        // nobody waits any more for how it ended: where that was said in time, it is said right
        assertEquals("deadline", agent.awaitEnded(late));
        controller
                .finished(passed)
                .ifPresent(end ->
                        assertEquals(Exited.Reason.DEADLINE, end.getExited().getReason()));
        assertNothingLeft("sleep\u000031.6173");
    }
}
