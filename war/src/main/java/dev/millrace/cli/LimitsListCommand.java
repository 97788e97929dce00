package dev.millrace.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace limits list}. */
@Command(name = "list", description = "Lists the limits, and what they usually are.")
final class LimitsListCommand extends LimitsVerb {
    @Option(names = "--json", description = "Prints the answer of the API as it is.")
    private boolean json;

    LimitsListCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        var answer = limits(api);
        if (json) {
            terminal.print(answer.toPrettyString());
            return;
        }
        var table = new Table("LIMIT", "VALUE", "USUALLY");
        answer.path("limits")
                .properties()
                .forEach(limit -> table.row(
                        limit.getKey(),
                        limit.getValue().asLong(),
                        answer.path("usual").path(limit.getKey()).asLong()));
        table.print(terminal);
    }
}
