package dev.millrace.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace abort}. */
@Command(
        name = "abort",
        description = "Aborts a run; one that is over is left alone.",
        footerHeading = "%nExample:%n",
        footer = "  millrace abort 1042")
final class AbortCommand implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", description = "Id of the run; 'millrace runs' lists them.")
    private long run;

    AbortCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var server = servers.existing(options);
                var api = server.api()) {
            api.post("runs/%d/abort".formatted(run), Map.of());
            return ExitCode.SUCCESS;
        }
    }
}
