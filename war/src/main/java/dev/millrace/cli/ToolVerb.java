package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs below {@code millrace tool} share: the server, which is started for the command where none runs, and the organization. */
abstract class ToolVerb implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(names = "--organization", paramLabel = "NAME", description = "Whose tools; default: default.")
    private String organization = "default";

    ToolVerb(Servers servers) {
        this.servers = servers;
    }

    abstract void act(Api api, Terminal terminal) throws IOException, InterruptedException;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var server = servers.withoutAgent(options);
                var api = server.api()) {
            act(api, servers.terminal());
            return ExitCode.SUCCESS;
        }
    }

    /** Agents may be on other machines. */
    boolean elsewhere() {
        return options.elsewhere();
    }

    JsonNode tools(Api api) throws IOException, InterruptedException {
        return api.get("organizations/%s/tools".formatted(encoded(organization)));
    }

    String path(GivenTool tool) {
        return "organizations/%s/tools/%s/%s"
                .formatted(encoded(organization), encoded(tool.type()), encoded(tool.name()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
