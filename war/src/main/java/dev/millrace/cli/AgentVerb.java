package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the verbs below {@code millrace agents} share: they act on one agent of a server that runs. */
abstract class AgentVerb implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "NAME", description = "As 'millrace agents' lists it.")
    private String name = "";

    AgentVerb(Servers servers) {
        this.servers = servers;
    }

    abstract void act(Api api, JsonNode agent, Terminal terminal) throws IOException, InterruptedException;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var server = servers.existing(options);
                var api = server.api()) {
            act(api, agent(api), servers.terminal());
            return ExitCode.SUCCESS;
        }
    }

    /** The agent as it is now. */
    JsonNode agent(Api api) throws IOException, InterruptedException {
        var names = new ArrayList<String>();
        for (var agent : api.get("agents")) {
            if (agent.path("name").asText().equals(name)) {
                return agent;
            }
            names.add(agent.path("name").asText());
        }
        throw new Failure(
                ExitCode.USAGE,
                names.isEmpty()
                        ? "There is no agent '%s', nor any other: 'millrace agent' starts one".formatted(name)
                        : "There is no agent '%s'; there are: %s".formatted(name, String.join(", ", names)));
    }

    static String path(JsonNode agent) {
        return "agents/" + agent.path("id").asLong();
    }
}
