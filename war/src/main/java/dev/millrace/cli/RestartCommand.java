package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace restart}. */
@Command(
        name = "restart",
        description = "Does a run again from a place in it, and shows the log of that attempt.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace restart 1042 --from Deploy           from the beginning of a stage",
            "  millrace restart 1042 --from 17 --plan        what that would keep and do again",
            "  millrace restart 1042 --failed                the branches and stages that failed"
        })
final class RestartCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", description = "Id of the run; 'millrace runs' lists them.")
    private long run;

    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    @Option(
            names = "--rerun-gap",
            description = "Where a workspace is not known as it was there, begin at the nearest place where it is.")
    private boolean rerunGap;

    @Option(names = "--plan", description = "Only says what would be kept and done again.")
    private boolean plan;

    @Option(names = "--json", description = "With --plan: prints it as JSON.")
    private boolean json;

    RestartCommand(Servers servers) {
        this.servers = servers;
    }

    /** One of them. */
    private static final class Place {
        @Option(names = "--from", paramLabel = "ID", description = "A step's id, or a stage's name.")
        private @Nullable String from;

        @Option(names = "--failed", description = "All stages and branches that failed.")
        private boolean failed;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var server = servers.existing(options);
                var api = server.api()) {
            if (plan) {
                show(api.post("runs/%d/restart-plan".formatted(run), body()));
                return ExitCode.SUCCESS;
            }
            var next = api.post("runs/%d/restart".formatted(run), body());
            var ended = new Following(api, servers.terminal(), PATIENCE)
                    .follow(next.path("id").asLong());
            return ExitCode.ofResult(ended.path("result").asText());
        } catch (ApiRefusal e) {
            throw e.failure();
        }
    }

    private Map<String, Object> body() {
        var body = new LinkedHashMap<String, Object>();
        var from = place.from;
        if (place.failed) {
            body.put("failed", true);
        } else if (from != null && from.matches("[0-9]{1,9}")) {
            body.put("step", Integer.parseInt(from));
        } else if (from != null) {
            body.put("stage", from);
        }
        body.put("rerunGap", rerunGap);
        return body;
    }

    private void show(JsonNode found) {
        var terminal = servers.terminal();
        if (json) {
            terminal.print(found.toString());
            return;
        }
        terminal.print("Restart from %s: %d entries of the journal are kept"
                .formatted(
                        found.path("place").asText(), found.path("keptEntries").asInt()));
        for (var step : found.path("gap")) {
            terminal.print("  step %d, %s (line %d), came after the workspace's last snapshot"
                    .formatted(
                            step.path("step").asInt(),
                            step.path("name").asText(),
                            step.path("line").asInt()));
        }
        if (found.hasNonNull("nearest")) {
            terminal.print("  --rerun-gap begins at step %d"
                    .formatted(found.path("nearest").asInt()));
        }
    }
}
