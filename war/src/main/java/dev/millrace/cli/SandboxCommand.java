package dev.millrace.cli;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace sandbox}. */
@Command(
        name = "sandbox",
        description = {
            "Shows or sets the weakest sandbox that jobs of an organization may have.",
            "Jobs of forks have bubblewrap at least, whatever is set. A job that no agent can hold so waits, and says why."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  millrace sandbox", "  millrace sandbox --organization shop bubblewrap"})
final class SandboxCommand extends SchedulingVerb {
    @Parameters(arity = "0..1", paramLabel = "KIND", description = "process or bubblewrap; without, shows it.")
    private @Nullable String kind;

    SandboxCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        if (kind == null) {
            terminal.print(api.get(path("sandbox")).path("floor").asText());
        } else {
            api.put(path("sandbox"), Map.of("floor", kind));
        }
    }
}
