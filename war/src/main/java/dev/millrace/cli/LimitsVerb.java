package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs below {@code millrace limits} share: the server, which is started for the command where none runs, and the organization. */
abstract class LimitsVerb implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(names = "--organization", paramLabel = "NAME", description = "Whose limits; default: default.")
    private String organization = "default";

    LimitsVerb(Servers servers) {
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

    String path() {
        return "organizations/%s/limits"
                .formatted(
                        URLEncoder.encode(organization, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    JsonNode limits(Api api) throws IOException, InterruptedException {
        return api.get(path());
    }
}
