package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

/** {@code millrace agents}. */
@Command(
        name = "agents",
        description = "Lists agents by name; below it are the verbs that act on one.",
        synopsisSubcommandLabel = "[token | rotate | drain | resume | remove]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace agents --json | jq -r '.[] | select(.connected | not) | .name'",
            "  millrace agents drain builder-1 --wait"
        })
final class AgentsCommand extends AskCommand {
    AgentsCommand(Servers servers) {
        super(servers);
    }

    @Override
    JsonNode ask(Api api) throws IOException, InterruptedException {
        return api.get("agents");
    }

    @Override
    void show(JsonNode agents, Terminal terminal) {
        var table = new Table("AGENT", "STATE", "CONNECTED", "BUSY", "PLATFORM", "LABELS", "TROUBLE");
        for (var agent : agents) {
            table.row(
                    agent.path("name").asText(),
                    agent.path("state").asText() + (agent.path("ephemeral").asBoolean() ? " (ephemeral)" : ""),
                    agent.path("connected").asBoolean() ? "yes" : "no",
                    agent.path("busy").asInt() + "/" + agent.path("executors").asInt(),
                    agent.path("platform").asText(),
                    words(agent.path("labels"), " "),
                    words(agent.path("unhealthy"), "; "));
        }
        table.print(terminal);
    }

    private static String words(JsonNode list, String between) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(between));
    }
}
