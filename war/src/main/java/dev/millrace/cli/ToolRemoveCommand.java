package dev.millrace.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace tool remove}. */
@Command(
        name = "remove",
        description = "Removes a tool with all its homes. Runs that use it go on with it.",
        footerHeading = "%nExample:%n",
        footer = "  millrace tool remove jdk:jdk17")
final class ToolRemoveCommand extends ToolVerb {
    @Parameters(paramLabel = "TYPE:NAME", description = "As 'millrace tool list' shows it.")
    private String tool = "";

    ToolRemoveCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        api.delete(path(GivenTool.name(tool)));
    }
}
