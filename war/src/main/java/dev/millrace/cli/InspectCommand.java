package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace inspect}. */
@Command(
        name = "inspect",
        description = {
            "Lists a run's journal: each entry with its position and in words.",
            "With --at: what the run was like there, its open branches, their environment and all variables."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace inspect 1042                         what it did, entry by entry",
            "  millrace inspect 1042 --at 57                 when the journal had 57 entries",
            "  millrace inspect 1042 --at step:17            when step 17 was asked for",
            "  millrace inspect 1042 --at 57 --env           with the environment of each branch",
            "  millrace inspect 1042 --at 57 --json | jq .branches"
        })
final class InspectCommand extends AskCommand {
    private static final String STEP = "step:";
    private static final int PAGE = 1_000;

    @Parameters(index = "0", paramLabel = "RUN", description = "Id of the run; 'millrace runs' lists them.")
    private long run;

    @Option(
            names = "--at",
            paramLabel = "POSITION|step:ID",
            description = "How many entries the journal had, or the step that was asked for.")
    private @Nullable String at;

    @Option(names = "--env", description = "With --at: prints environments too.")
    private boolean environment;

    InspectCommand(Servers servers) {
        super(servers);
    }

    @Override
    JsonNode ask(Api api) throws IOException, InterruptedException {
        if (at != null) {
            return api.get("runs/%d/state?%s".formatted(run, where(at)));
        }
        var lines = JsonNodeFactory.instance.arrayNode();
        for (var page = page(api, 1); !page.isEmpty(); page = page(api, lines.size() + 1)) {
            page.forEach(lines::add);
        }
        return lines;
    }

    private JsonNode page(Api api, int from) throws IOException, InterruptedException {
        return api.get("runs/%d/journal?from=%d&limit=%d".formatted(run, from, PAGE));
    }

    private static String where(String at) {
        var step = at.startsWith(STEP);
        var number = step ? at.substring(STEP.length()) : at;
        if (!number.matches("\\d{1,9}")) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--at %s: give a position of the journal, such as 57, or a step, such as step:17".formatted(at));
        }
        return (step ? "step=" : "at=") + number;
    }

    @Override
    void show(JsonNode answer, Terminal terminal) {
        if (at == null) {
            new JournalListing(terminal).print(answer);
        } else {
            new StateListing(terminal, environment).print(answer);
        }
    }
}
