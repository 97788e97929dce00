package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace runs}. */
@Command(
        name = "runs",
        description = "Lists runs, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace runs --project shop --limit 5",
            "  millrace runs --json | jq '.[] | select(.result == \"FAILURE\") | .id'"
        })
final class RunsCommand extends AskCommand {
    @Option(names = "--project", paramLabel = "NAME", description = "Only those of one project.")
    private @Nullable String project;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many; default: ${DEFAULT-VALUE}")
    private int limit = 20;

    RunsCommand(Servers servers) {
        super(servers);
    }

    @Override
    JsonNode ask(Api api) throws IOException, InterruptedException {
        if (project == null) {
            return api.get("runs?limit=" + limit);
        }
        for (var one : api.get("projects")) {
            if (project.equals(one.path("name").asText())) {
                return api.get(
                        "projects/%d/runs?limit=%d".formatted(one.path("id").asLong(), limit));
            }
        }
        throw new Failure(ExitCode.USAGE, "There is no project '%s'".formatted(project));
    }

    @Override
    void show(JsonNode runs, Terminal terminal) {
        var table = new Table("RUN", "PROJECT", "NUMBER", "STATE", "RESULT", "SECONDS", "ACCEPTED");
        for (var run : runs) {
            table.row(
                    run.path("id").asLong(),
                    run.at("/project/name").asText(),
                    "#" + run.path("number").asLong(),
                    run.path("state").asText(),
                    run.path("result").asText("-"),
                    run.has("durationMillis")
                            ? "%.1f".formatted(run.path("durationMillis").asLong() / 1000.0)
                            : "-",
                    run.path("acceptedAt").asText());
        }
        table.print(terminal);
    }
}
