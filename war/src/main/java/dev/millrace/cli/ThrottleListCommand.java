package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace throttle list}. */
@Command(name = "list", description = "Lists categories, and how many of their jobs run at a time.")
final class ThrottleListCommand extends SchedulingVerb {
    @Option(names = "--json", description = "Prints the answer of the API as it is.")
    private boolean json;

    ThrottleListCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        var found = api.get(path("throttles"));
        if (json) {
            terminal.print(found.toPrettyString());
            return;
        }
        if (found.isEmpty()) {
            terminal.tell("There are no categories: 'millrace throttle set NAME --most 2' makes one");
            return;
        }
        var table = new Table("CATEGORY", "AT A TIME", "ON ONE AGENT");
        found.forEach(one -> row(one, table));
        table.print(terminal);
    }

    private static void row(JsonNode one, Table table) {
        table.row(one.path("name").asText(), number(one.path("most")), number(one.path("mostPerAgent")));
    }

    private static String number(JsonNode most) {
        return most.asInt() == 0 ? "any" : most.asText();
    }
}
