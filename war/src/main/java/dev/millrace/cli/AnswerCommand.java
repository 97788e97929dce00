package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace answer}. */
@Command(
        name = "answer",
        description = "Shows what a run asks, or answers it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace answer 1042                            what it asks",
            "  millrace answer 1042 --proceed --param WHERE=live",
            "  millrace answer 1042 --step 17 --abort"
        })
final class AnswerCommand implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Parameters(paramLabel = "RUN", description = "Id of the run; 'millrace runs' lists them.")
    private long run;

    @Option(names = "--step", paramLabel = "N", description = "Which question, where several are open.")
    private int step;

    @ArgGroup
    private @Nullable Decision decision;

    @Option(names = "--param", paramLabel = "K=V", description = "A parameter of the question; may be repeated.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--json", description = "Prints the open questions as a JSON list.")
    private boolean json;

    AnswerCommand(Servers servers) {
        this.servers = servers;
    }

    /** One of them, or neither. */
    private static final class Decision {
        @Option(names = "--proceed", description = "The run goes on.")
        private boolean proceed;

        @Option(names = "--abort", description = "The run does not go on.")
        @SuppressWarnings("UnusedVariable") // without --proceed it is this one
        private boolean abort;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var server = servers.existing(options);
                var api = server.api()) {
            var open = api.get("runs/%d/questions".formatted(run));
            if (decision == null) {
                show(open);
            } else {
                api.post(
                        "runs/%d/questions/%d".formatted(run, which(open)),
                        Map.of("proceed", decision.proceed, "values", values));
            }
            return ExitCode.SUCCESS;
        }
    }

    private void show(JsonNode open) {
        var terminal = servers.terminal();
        if (json) {
            terminal.print(open.toString());
            return;
        }
        for (var question : open) {
            terminal.print("step %d: %s"
                    .formatted(
                            question.path("step").asInt(),
                            question.path("message").asText()));
            for (var parameter : question.path("parameters")) {
                terminal.print("  --param %s=%s  %s %s"
                        .formatted(
                                parameter.path("name").asText(),
                                parameter.path("defaultValue").asText(),
                                parameter.path("type").asText(),
                                parameter.path("description").asText())
                        .stripTrailing());
            }
        }
        if (open.isEmpty()) {
            terminal.tell("Run %d asks nothing".formatted(run));
        }
    }

    private int which(JsonNode open) {
        if (step != 0) {
            return step;
        }
        if (open.size() != 1) {
            throw new Failure(
                    ExitCode.USAGE,
                    open.isEmpty()
                            ? "Run %d asks nothing now".formatted(run)
                            : "Run %d asks %d questions: say which with --step; 'millrace answer %d' shows them"
                                    .formatted(run, open.size(), run));
        }
        return open.path(0).path("step").asInt();
    }
}
