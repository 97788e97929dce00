package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code millrace agents resume}. */
@Command(
        name = "resume",
        description = "Gives an agent jobs again that was drained.",
        footerHeading = "%nExample:%n",
        footer = "  millrace agents resume builder-1")
final class AgentsResumeCommand extends AgentVerb {
    AgentsResumeCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, JsonNode agent, Terminal terminal) throws IOException, InterruptedException {
        api.post(path(agent) + "/drain", Map.of("on", false));
    }
}
