package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb that asks a server something and shows the answer, as a table or as JSON. */
abstract class AskCommand implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(names = "--json", description = "Prints the answer of the API as it is.")
    private boolean json;

    AskCommand(Servers servers) {
        this.servers = servers;
    }

    abstract JsonNode ask(Api api) throws IOException, InterruptedException;

    abstract void show(JsonNode answer, Terminal terminal);

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var server = servers.existing(options);
                var api = server.api()) {
            var answer = ask(api);
            if (json) {
                servers.terminal().print(answer.toPrettyString());
            } else {
                show(answer, servers.terminal());
            }
            return ExitCode.SUCCESS;
        }
    }
}
