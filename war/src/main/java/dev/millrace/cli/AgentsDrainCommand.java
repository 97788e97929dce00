package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace agents drain}. */
@Command(
        name = "drain",
        description =
                "Gives an agent no new jobs; those that it has go on. It stays so until 'millrace agents resume', also over restarts.",
        footerHeading = "%nExample:%n",
        footer = "  millrace agents drain builder-1 --wait && ssh builder-1 reboot")
final class AgentsDrainCommand extends AgentVerb {
    private static final int GLANCE_MILLIS = 500;

    @Option(names = "--wait", description = "Returns when the agent has no job any more.")
    private boolean wait;

    AgentsDrainCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, JsonNode agent, Terminal terminal) throws IOException, InterruptedException {
        var drained = api.post(path(agent) + "/drain", Map.of("on", true));
        var busy = drained.path("busy").asInt();
        while (wait && busy > 0) {
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
            busy = agent(api).path("busy").asInt();
        }
        terminal.print(
                busy == 0
                        ? "%s has no jobs and gets none."
                                .formatted(agent.path("name").asText())
                        : "%s gets no new jobs; it still has %d."
                                .formatted(agent.path("name").asText(), busy));
    }
}
