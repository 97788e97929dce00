package dev.millrace.agent.app;

import static dev.millrace.agent.app.AgentUnderTest.lease;
import static dev.millrace.agent.app.AgentUnderTest.operation;
import static dev.millrace.agent.app.AgentUnderTest.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.Exited;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent over real TLS, with real processes. */
class AgentTest {
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

    @Test
    void an_agent_joins_takes_a_lease_runs_a_command_and_gives_everything_back() throws Exception {
        var lease = lease(1);
        var accepted = agent.grant(lease, LONG);
        assertTrue(accepted.getWorkspace().endsWith("/workspaces/shop-main"), accepted.getWorkspace());
        assertEquals("process", accepted.getSandbox());
        assertFalse(accepted.getNoticesList().isEmpty());

        var operation = operation(lease, 3, 0);
        agent.execute(
                operation,
                shell("echo out; echo err >&2; echo again; env | sort; pwd; exit 7")
                        .putEnvironment("STEP", "three"));
        var finished = controller.awaitFinished(operation);
        assertEquals(Exited.Reason.CODE, finished.getExited().getReason());
        assertEquals(7, finished.getExited().getCode());
        var text = controller.text(operation);
        assertEquals(finished.getOutputEnd(), controller.output(operation).length);
        assertTrue(text.startsWith("out\nerr\nagain\n"), text);
        assertTrue(text.contains("FROM_AGENT=yes\n"), text);
        assertTrue(text.contains("BUILD_NUMBER=12\n"), text);
        assertTrue(text.contains("STEP=three\n"), text);
        assertTrue(text.contains("NODE_NAME=tested\n"), text);
        assertFalse(text.contains("MAVEN"), text);
        assertTrue(text.endsWith(accepted.getWorkspace() + "\n"), text);

        agent.release(lease);
        assertFalse(Files.exists(directory.resolve("agent/spool/1.1.7")));
        assertEquals(1, controller.joins());
    }
}
