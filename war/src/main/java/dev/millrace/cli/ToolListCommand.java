package dev.millrace.cli;

import java.io.IOException;
import java.util.ArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace tool list}. */
@Command(
        name = "list",
        description = "Lists tools by type and name, a line for each home.",
        footerHeading = "%nExample:%n",
        footer = "  millrace tool list --json")
final class ToolListCommand extends ToolVerb {
    @Option(names = "--json", description = "Prints the answer of the API as it is.")
    private boolean json;

    ToolListCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        var tools = tools(api);
        if (json) {
            terminal.print(tools.toPrettyString());
            return;
        }
        if (tools.isEmpty()) {
            terminal.tell("There are no tools: 'millrace tool set jdk:jdk17=/opt/jdk-17' adds one");
            return;
        }
        var table = new Table("TOOL", "AGENTS", "HOME", "ALSO SETS");
        for (var tool : tools) {
            var more = new ArrayList<String>();
            tool.path("environment")
                    .properties()
                    .forEach(variable -> more.add(
                            variable.getKey() + "=" + variable.getValue().asText()));
            tool.path("path").forEach(directory -> more.add("PATH+=" + directory.asText()));
            for (var home : tool.path("homes")) {
                var labels = home.path("labels").asText();
                table.row(
                        tool.path("type").asText() + ":" + tool.path("name").asText(),
                        labels.isEmpty() ? "all" : labels,
                        home.path("home").asText(),
                        String.join(" ", more));
            }
        }
        table.print(terminal);
    }
}
