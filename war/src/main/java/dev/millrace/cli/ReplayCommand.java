package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace replay}. */
@Command(
        name = "replay",
        description =
                "Does a run again with an edited pipeline, from where that differs, and shows the log of that attempt.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace replay 1042 --with Jenkinsfile           what ran before the edit is not done again",
            "  millrace replay 1042 --with Jenkinsfile --plan    where it differs, and what would be kept"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", description = "Id of the run, which has ended; 'millrace runs' lists them.")
    private long run;

    @Option(names = "--with", paramLabel = "FILE", required = true, description = "The edited pipeline.")
    private Path file = Path.of("Jenkinsfile");

    @Option(
            names = "--rerun-gap",
            description = "Where a workspace is not known as it was, do the steps again that changed it.")
    private boolean rerunGap;

    @Option(names = "--plan", description = "Only says where the edited pipeline differs and what would be kept.")
    private boolean plan;

    @Option(names = "--json", description = "With --plan: prints it as JSON.")
    private boolean json;

    ReplayCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.USAGE, "There is no file " + file);
        }
        Map<String, Object> body = Map.of("source", Pipeline.read(file), "rerunGap", rerunGap);
        try (var server = servers.existing(options);
                var api = server.api()) {
            var found = api.post("runs/%d/replay-plan".formatted(run), body);
            if (plan && json) {
                servers.terminal().print(found.toString());
            } else {
                show(found);
            }
            if (plan) {
                return ExitCode.SUCCESS;
            }
            var next = api.post("runs/%d/replay".formatted(run), body);
            var ended = new Following(api, servers.terminal(), PATIENCE)
                    .follow(next.path("id").asLong());
            return ExitCode.ofResult(ended.path("result").asText());
        } catch (ApiRefusal e) {
            throw e.failure();
        }
    }

    private void show(JsonNode found) {
        var terminal = servers.terminal();
        if (found.path("differences").isEmpty()) {
            terminal.print("Nothing that ran in run %d differs from %s".formatted(run, file));
            return;
        }
        for (var difference : found.path("differences")) {
            var other = difference.path("file").asText();
            terminal.print("%s:%d: from here on it differs%s"
                    .formatted(
                            other.isEmpty() ? file.toString() : other,
                            difference.path("line").asInt(),
                            difference.path("position").asInt() > 0
                                    ? " (entry %d of the journal)"
                                            .formatted(
                                                    difference.path("position").asInt())
                                    : ""));
            terminal.print("  before: " + difference.path("expected").asText());
            terminal.print("  now:    " + difference.path("actual").asText());
        }
        terminal.print("%d entries of the journal are kept"
                .formatted(found.path("keptEntries").asInt()));
        for (var step : found.path("gap")) {
            terminal.print(
                    "  step %d, %s (line %d), came after the workspace's last snapshot: --rerun-gap does it again"
                            .formatted(
                                    step.path("step").asInt(),
                                    step.path("name").asText(),
                                    step.path("line").asInt()));
        }
    }
}
