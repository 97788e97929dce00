package dev.millrace.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace agents token}. */
@Command(
        name = "token",
        description =
                "Prints what agents need to join without an API token: where they dial, whom to trust, and a token for some of them. Keep it secret.",
        footerHeading = "%nExample:%n",
        footer = {
            "  millrace agents token --uses 50 --for 1h > pool.join",
            "  millrace agent --join pool.join --name \"$(hostname)\" --ephemeral"
        })
final class AgentsTokenCommand implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--uses",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many agents may join; default: ${DEFAULT-VALUE}")
    private int uses = 1;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "For how long, such as 90s, 15m, 8h or 7d; 30 days at most; default: ${DEFAULT-VALUE}")
    private String lifetime = "15m";

    @Option(names = "--name", paramLabel = "NAME", description = "Only an agent of this name; default: any.")
    private @Nullable String name;

    AgentsTokenCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var asked = new LinkedHashMap<String, Object>();
        asked.put("uses", uses);
        asked.put("seconds", span(lifetime).toSeconds());
        if (name != null) {
            asked.put("name", name);
        }
        try (var server = servers.existing(options);
                var api = server.api()) {
            servers.terminal().print(api.post("agents/join-tokens", asked).toPrettyString());
            return ExitCode.SUCCESS;
        }
    }

    /** Of a number and a unit. */
    static Duration span(String text) {
        if (!text.matches("[0-9]{1,9}[smhd]")) {
            throw new Failure(ExitCode.USAGE, "Not a time such as 90s, 15m, 8h or 7d: " + text);
        }
        long amount = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(amount);
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
