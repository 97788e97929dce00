package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
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
    private static final int AT_ONCE = 8;

    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--json",
            description =
                    "Prints one JSON object: {\"problems\": [...]}, each with file, line, column, severity, message and hint.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pipeline files.")
    private List<Path> files = new ArrayList<>();

    LintCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        files.forEach(LintCommand::check);
        var found = JsonNodeFactory.instance.arrayNode();
        try (var server = servers.forPipelines(options);
                var api = server.api()) {
            new InOrder<Path, List<ObjectNode>>(AT_ONCE)
                    .map(files, file -> lint(api, file))
                    .forEach(found::addAll);
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

    private static void check(Path file) {
        if (Files.isDirectory(file)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "%s is a directory: name its pipeline files, as in 'millrace lint %s', or let 'millrace migrate %s' find them"
                            .formatted(file, file.resolve("Jenkinsfile"), file));
        }
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.USAGE, "There is no file " + file);
        }
    }

    /** A file that is too long is one mistake, and the others are checked all the same. */
    private static List<ObjectNode> lint(Api api, Path file) throws IOException, InterruptedException {
        var tooLong = Pipeline.tooLong(file);
        if (tooLong.isPresent()) {
            var problem = JsonNodeFactory.instance.objectNode();
            problem.put("line", 1).put("column", 1);
            problem.put("message", tooLong.get()).put("hint", Pipeline.TOO_LONG_HINT);
            return List.of(named(file, problem));
        }
        var source = Pipeline.read(file);
        var answer = api.post("lint", Map.of("file", file.getFileName().toString(), "source", source));
        return StreamSupport.stream(answer.path("problems").spliterator(), false)
                .map(problem -> named(file, problem))
                .toList();
    }

    /** Editors find the file under the name that the user gave. */
    private static ObjectNode named(Path file, JsonNode problem) {
        var whole = JsonNodeFactory.instance.objectNode();
        whole.put("file", file.toString());
        whole.set("line", problem.path("line"));
        whole.set("column", problem.path("column"));
        whole.put("severity", "error");
        whole.set("message", problem.path("message"));
        whole.set("hint", problem.path("hint"));
        return whole;
    }
}
