package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code millrace queue}. */
@Command(
        name = "queue",
        description = "Lists jobs that wait, first ones first, each with the reason.",
        footerHeading = "%nExample:%n",
        footer = "  millrace queue --json | jq length")
final class QueueCommand extends AskCommand {
    QueueCommand(Servers servers) {
        super(servers);
    }

    @Override
    JsonNode ask(Api api) throws IOException, InterruptedException {
        return api.get("queue");
    }

    @Override
    void show(JsonNode jobs, Terminal terminal) {
        var table = new Table("JOB", "RUN", "TITLE", "SINCE", "WHY");
        for (var job : jobs) {
            table.row(
                    job.path("job").asLong(),
                    job.path("run").asLong(),
                    job.path("title").asText(),
                    job.path("askedAt").asText(),
                    job.path("why").asText());
        }
        table.print(terminal);
    }
}
