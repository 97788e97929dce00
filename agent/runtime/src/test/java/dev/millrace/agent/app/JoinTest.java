package dev.millrace.agent.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an agent whose join token does not serve. */
class JoinTest {
    @TempDir
    Path directory;

    @Test
    void a_token_that_was_used_is_told_as_such_and_the_next_one_serves() throws Exception {
        try (var controller = new FakeController(Duration.ofMinutes(1))) {
            controller.strict();
            try (var agent = new AgentUnderTest(controller, directory, "somebody used it")) {
                assertTrue(agent.process().waitFor(30, TimeUnit.SECONDS), "it still tries");
                assertEquals(65, agent.process().exitValue());
                var said = Files.readString(directory.resolve("agent.log"));
                assertTrue(said.contains("This join token was used"), said);

                Files.writeString(directory.resolve("token"), FakeController.TOKEN);
                agent.restart();
                controller.await("the agent", () -> controller.hellos().isEmpty() ? null : true);
                assertEquals("tested", controller.hellos().getFirst().getName());
            }
        }
    }
}
