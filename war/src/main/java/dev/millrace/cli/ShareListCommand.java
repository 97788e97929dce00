package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace share list}. */
@Command(name = "list", description = "Lists what the organization and its projects are entitled to.")
final class ShareListCommand extends SchedulingVerb {
    @Option(names = "--json", description = "Prints the answer of the API as it is.")
    private boolean json;

    ShareListCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        var found = api.get(path("shares"));
        if (json) {
            terminal.print(found.toPrettyString());
            return;
        }
        if (found.isEmpty()) {
            terminal.tell("Nothing is set");
            return;
        }
        var table = new Table("OF", "WEIGHT", "MOST SHARE", "MOST JOBS");
        found.forEach(one -> row(one, table));
        table.print(terminal);
    }

    private static void row(JsonNode one, Table table) {
        table.row(
                one.path("project").isNull() || one.path("project").isMissingNode()
                        ? "organization"
                        : "project " + one.path("project").asText(),
                one.path("weight").asText(),
                one.path("mostShare").asText(),
                one.path("mostJobs").asInt() == 0 ? "any" : one.path("mostJobs").asText());
    }
}
