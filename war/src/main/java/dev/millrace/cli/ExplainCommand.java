package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace explain}. */
@Command(
        name = "explain",
        description = "Says why a run, or a stage of it, ran, was skipped, waited or failed, as a chain of causes.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace explain 1042                         the run",
            "  millrace explain 1042 Deploy                  one stage or branch",
            "  millrace explain 1042 --json | jq .below"
        })
final class ExplainCommand extends AskCommand {
    @Parameters(index = "0", paramLabel = "RUN", description = "Id of the run; 'millrace runs' lists them.")
    private long run;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STAGE",
            description = "Name of a stage or branch; the last one where there are several.")
    private @Nullable String stage;

    ExplainCommand(Servers servers) {
        super(servers);
    }

    @Override
    JsonNode ask(Api api) throws IOException, InterruptedException {
        var path = "runs/%d/explain".formatted(run);
        return api.get(stage == null ? path : path + "?stage=" + URLEncoder.encode(stage, StandardCharsets.UTF_8));
    }

    @Override
    void show(JsonNode because, Terminal terminal) {
        new Causes(terminal).print(because);
    }
}
