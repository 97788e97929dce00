package dev.millrace.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs below {@code millrace lock}, {@code throttle} and {@code share} have in common: the server and the organization. */
abstract class SchedulingVerb implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(names = "--organization", paramLabel = "NAME", description = "Of which organization; default: default.")
    private String organization = "default";

    SchedulingVerb(Servers servers) {
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

    /** Of one of the organization's collections, or of what has a name in it. */
    String path(String collection, String... name) {
        var path = "organizations/%s/%s".formatted(encoded(organization), collection);
        return name.length == 0 ? path : path + "/" + encoded(name[0]);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
