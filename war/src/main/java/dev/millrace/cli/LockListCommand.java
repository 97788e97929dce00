package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace lock list}. */
@Command(name = "list", description = "Lists locks: labels, who holds each, and how many wait.")
final class LockListCommand extends SchedulingVerb {
    @Option(names = "--json", description = "Prints the answer of the API as it is.")
    private boolean json;

    LockListCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        var found = api.get(path("locks"));
        if (json) {
            terminal.print(found.toPrettyString());
            return;
        }
        if (found.isEmpty()) {
            terminal.tell("There are no locks: 'millrace lock set NAME' declares one");
            return;
        }
        var table = new Table("LOCK", "LABELS", "HELD BY", "WAITING");
        found.forEach(one -> row(one, table));
        table.print(terminal);
    }

    private static void row(JsonNode one, Table table) {
        var labels = new StringBuilder();
        one.path("labels")
                .forEach(label -> labels.append(labels.isEmpty() ? "" : " ").append(label.asText()));
        table.row(
                one.path("name").asText(),
                labels.toString(),
                one.path("holder").asText().isEmpty() ? "-" : one.path("holder").asText(),
                one.path("waiting").size());
    }
}
