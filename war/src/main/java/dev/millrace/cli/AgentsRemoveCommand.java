package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace agents remove}. */
@Command(
        name = "remove",
        description = {
            "Takes an agent out for good: its key is refused from now on.",
            "It can only come back by joining anew with a token."
        },
        footerHeading = "%nExample:%n",
        footer = "  millrace agents drain builder-1 --wait && millrace agents remove builder-1")
final class AgentsRemoveCommand extends AgentVerb {
    @Option(names = "--force", description = "Also where it has jobs: they are lost.")
    private boolean force;

    AgentsRemoveCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, JsonNode agent, Terminal terminal) throws IOException, InterruptedException {
        int busy = agent.path("busy").asInt();
        if (busy > 0 && !force) {
            throw new Failure(
                    ExitCode.USAGE,
                    "%s has %d jobs, which would be lost: drain it first, or say --force"
                            .formatted(agent.path("name").asText(), busy));
        }
        api.delete(path(agent));
    }
}
