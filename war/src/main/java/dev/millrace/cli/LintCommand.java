package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace lint}. */
@Command(
        name = "lint",
        description = "Checks pipeline files without running them. Prints FILE:LINE:COL: error: ... for each mistake.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace lint Jenkinsfile",
            "  millrace lint --json services/*/Jenkinsfile | jq '.problems | length'",
            "",
            "Exit code: 0 clean, 65 problems, 64 usage."
        })
final class LintCommand implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(names = "--json", description = "Prints one JSON object: {\"problems\": [...]}.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files.")
    private List<Path> files = new ArrayList<>();

    LintCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                throw new Failure(ExitCode.USAGE, "There is no file " + file);
            }
        }
        var found = JsonNodeFactory.instance.arrayNode();
        try (var server = servers.any(options);
                var api = server.api()) {
            for (var file : files) {
                lint(api, file).forEach(problem -> add(found, file, problem));
            }
        }
        var terminal = servers.terminal();
        if (json) {
            terminal.print(
                    JsonNodeFactory.instance.objectNode().set("problems", found).toString());
        } else {
            found.forEach(problem -> terminal.print(Problems.line(problem)));
        }
        return found.isEmpty() ? ExitCode.SUCCESS : ExitCode.REFUSED;
    }

    private static JsonNode lint(Api api, Path file) throws IOException, InterruptedException {
        var name = file.getFileName().toString();
        return api.post("lint", Map.of("file", name, "source", Pipeline.read(file)))
                .path("problems");
    }

    /** Editors find the file under the name that the user gave. */
    private static void add(ArrayNode found, Path file, JsonNode problem) {
        found.add(((ObjectNode) problem.deepCopy()).put("file", file.toString()));
    }
}
