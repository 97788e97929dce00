package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

/** {@code millrace agents}. */
@Command(
        name = "agents",
        description = "Lists agents by name; below it are the verbs that act on one.",
        synopsisSubcommandLabel = "[list | token | rotate | drain | resume | remove]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace agents --json | jq -r '.[] | select(.connected | not) | .name'",
            "  millrace agents drain builder-1 --wait"
        })
class AgentsCommand extends AskCommand {
    AgentsCommand(Servers servers) {
        super(servers);
    }

    @Override
    JsonNode ask(Api api) throws IOException, InterruptedException {
        return api.get("agents");
    }

    @Override
    void show(JsonNode agents, Terminal terminal) {
        var table = new Table(
                "AGENT", "STATE", "CONNECTED", "BUSY", "CPU FREE", "MEMORY FREE", "PLATFORM", "LABELS", "TROUBLE");
        for (var agent : agents) {
            table.row(
                    agent.path("name").asText(),
                    agent.path("state").asText() + (agent.path("ephemeral").asBoolean() ? " (ephemeral)" : ""),
                    agent.path("connected").asBoolean() ? "yes" : "no",
                    agent.path("busy").asInt() + "/" + agent.path("executors").asInt(),
                    of(agent, "freeCpuMillis", "cpuMillis", 1000, ""),
                    of(agent, "freeMemoryBytes", "memoryBytes", 1 << 30, " GiB"),
                    agent.path("platform").asText(),
                    words(agent.path("labels"), " "),
                    words(agent.path("unhealthy"), "; "));
        }
        table.print(terminal);
    }

    /** {@code 6.5/8}: what is left of how much. */
    private static String of(JsonNode agent, String free, String whole, int unit, String unitText) {
        return agent.path(whole).isMissingNode()
                ? "-"
                : amount(agent.path(free), unit) + "/" + amount(agent.path(whole), unit) + unitText;
    }

    private static String amount(JsonNode amount, int unit) {
        return BigDecimal.valueOf(amount.asLong())
                .divide(BigDecimal.valueOf(unit), 1, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** {@code millrace agents list}: the same, as other verbs have it. */
    @Command(name = "list", description = "Lists agents by name, as 'millrace agents' does.")
    static final class AgentsListCommand extends AgentsCommand {
        AgentsListCommand(Servers servers) {
            super(servers);
        }
    }

    private static String words(JsonNode list, String between) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(between));
    }
}
