package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace queue}. */
@Command(
        name = "queue",
        description = {
            "Lists what waits, each with the reason and what would start it: jobs, first ones first,",
            "then steps that wait for a lock or their group, and runs that wait for their turn."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace queue 1042                           what one run waits for",
            "  millrace queue --json | jq '.[] | select(.kind == \"lock\") | .why'"
        })
final class QueueCommand extends AskCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "Only what this run waits for; 'millrace runs' lists ids.")
    private @Nullable Long run;

    QueueCommand(Servers servers) {
        super(servers);
    }

    @Override
    JsonNode ask(Api api) throws IOException, InterruptedException {
        if (run == null) {
            return api.get("queue?limit=500");
        }
        api.get("runs/" + run); // one that is not there is refused, and not said to wait for nothing
        return api.get("queue?run=" + run);
    }

    @Override
    void show(JsonNode waiting, Terminal terminal) {
        if (run != null && waiting.isEmpty()) {
            terminal.print("Run %d waits for nothing; 'millrace explain %d' says how it stands".formatted(run, run));
            return;
        }
        var table = new Table("RUN", "TITLE", "WAITS FOR", "SINCE", "WHY");
        for (var item : waiting) {
            table.row(
                    item.path("run").asLong(),
                    item.path("title").asText(),
                    words(item.path("kind").asText()),
                    item.path("askedAt").asText(),
                    item.path("why").asText());
        }
        table.print(terminal);
    }

    private static String words(String kind) {
        return switch (kind) {
            case "job" -> "agent";
            default -> kind.replace('_', ' ');
        };
    }
}
