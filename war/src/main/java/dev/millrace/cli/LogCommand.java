package dev.millrace.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace log}. */
@Command(
        name = "log",
        description = "Prints the log of a run, as it is now or, with --follow, to its end.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace log 1042",
            "  millrace log --follow 1042",
            "",
            "Exit code with --follow: that of the run, as for 'millrace run'."
        })
final class LogCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on to the end of the run.")
    private boolean follow;

    @Parameters(paramLabel = "RUN", description = "Id of the run; 'millrace runs' lists them.")
    private long run;

    LogCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var server = servers.existing(options);
                var api = server.api()) {
            if (follow) {
                var ended = new Following(api, servers.terminal(), PATIENCE).follow(run);
                return ExitCode.ofResult(ended.path("result").asText());
            }
            try (var log = api.open("runs/%d/log".formatted(run), Map.of())) {
                log.transferTo(servers.terminal().out());
            }
            servers.terminal().out().flush();
            return ExitCode.SUCCESS;
        }
    }
}
