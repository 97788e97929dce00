package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code millrace agents rotate}. */
@Command(
        name = "rotate",
        description = {
            "Gives an agent another key: it makes one, and the old one is refused as soon as the new one was used.",
            "An agent that is away does it when it comes back; what it runs goes on. By itself it happens every 90 days."
        },
        footerHeading = "%nExample:%n",
        footer = "  millrace agents rotate builder-1")
final class AgentsRotateCommand extends AgentVerb {
    AgentsRotateCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, JsonNode agent, Terminal terminal) throws IOException, InterruptedException {
        var asked = api.post(path(agent) + "/rotate", Map.of());
        terminal.print((asked.path("connected").asBoolean()
                        ? "%s was asked for another key."
                        : "%s is away, and will be asked for another key when it comes back.")
                .formatted(agent.path("name").asText()));
    }
}
