package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace run}. */
@Command(
        name = "run",
        description = {
            "Runs PATH/Jenkinsfile, or the pipeline file PATH, on the working tree as it is, uncommitted changes included.",
            "Standard output is the console log."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace run                                    the directory that you are in",
            "  millrace run --param RELEASE=1.2 services/shop",
            "  millrace run --file data/input.csv=sales.csv     with the file of a parameter",
            "  millrace run --dry-run services/shop            what it would do, without an agent",
            "  millrace run --library shop=../shop-library      with a shared library as it is there",
            "  millrace run --tool jdk:jdk17=/opt/jdk-17        with a tool that it names",
            "  millrace run --server http://ci:8080 --token-file ~/.millrace-token",
            "",
            "Exit code: 0 success, 1 failure, 2 unstable, 3 aborted, 4 not built, 64 usage, 65 refused by validation."
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(names = "--param", paramLabel = "K=V", description = "A parameter of the pipeline; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--file",
            paramLabel = "NAME=PATH",
            description = "The file of a parameter of kind file; it is at NAME in the workspace. May be repeated.")
    private Map<String, Path> files = new LinkedHashMap<>();

    @Option(names = "--env", paramLabel = "K=V", description = "A variable for the pipeline; may be repeated.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--library",
            paramLabel = "NAME=DIR|URL[@VERSION]",
            description = "A shared library for this run: a directory, or a repository at a version; may be repeated.")
    private Map<String, String> libraries = new LinkedHashMap<>();

    @Option(
            names = "--tool",
            paramLabel = "TYPE:NAME=HOME",
            description = "A tool for this run: its directory on the run's agents; may be repeated.")
    private List<String> tools = new ArrayList<>();

    @Option(
            names = "--quiet-period",
            paramLabel = "SECONDS",
            description = "The run begins so much later; the same again within that time is the same run.")
    private @Nullable Integer quietPeriod;

    @Option(
            names = "--priority",
            paramLabel = "N",
            description =
                    "Of its jobs and locks: a whole number, larger goes first; 0 is usual. Goes before the pipeline's own.")
    private @Nullable Integer priority;

    @Option(names = "--organization", paramLabel = "NAME", description = "Organization of the project.")
    private @Nullable String organization;

    @Option(
            names = "--dry-run",
            description = {
                "Really executes the pipeline, but simulates agents, tools and all effects outside; lists each step's call.",
                "Takes any number of paths then."
            })
    private boolean dryRun;

    @Option(names = "--summary", description = "With --dry-run: one line for each path.")
    private boolean summary;

    @Option(names = "--json", description = "With --dry-run: one JSON object for each path, on a line of its own.")
    private boolean json;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "A directory with a Jenkinsfile, or a pipeline file; default: .")
    private List<Path> paths = new ArrayList<>();

    RunCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (paths.isEmpty()) {
            paths.add(Path.of("."));
        }
        if (dryRun && !files.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "--file is for real runs: a dry run has no workspace to put it in");
        }
        if (dryRun) {
            return dryRun();
        }
        if (paths.size() > 1 || summary || json) {
            throw new Failure(
                    ExitCode.USAGE, "Several paths, --summary and --json go with --dry-run: a run is one at a time");
        }
        var pipeline = Pipeline.of(paths.getFirst());
        try (var server = servers.any(options);
                var api = server.api()) {
            var id = start(api, pipeline).path("id").asLong();
            var leaving = new Leaving(api, servers.terminal(), id);
            Interrupts.on(leaving::interrupted);
            return end(new Following(api, servers.terminal(), PATIENCE).follow(id));
        } catch (ApiRefusal e) {
            throw e.failure();
        }
    }

    private int dryRun() throws IOException, InterruptedException {
        var form = json ? DryRuns.Form.JSON : summary ? DryRuns.Form.SUMMARY : DryRuns.Form.LISTING;
        var alone = paths.stream().noneMatch(Files::isDirectory) && libraries.isEmpty();
        try (var server = alone ? servers.forPipelines(options) : servers.withoutAgent(options);
                var api = server.api()) {
            return new DryRuns(api, servers.terminal(), form).all(paths, pipeline -> body(api, pipeline));
        } catch (ApiRefusal e) {
            throw e.failure();
        }
    }

    private JsonNode start(Api api, Pipeline pipeline) throws IOException, InterruptedException {
        return accepted(api, body(api, pipeline));
    }

    private Map<String, Object> body(Api api, Pipeline pipeline) throws IOException, InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        if (organization != null) {
            body.put("organization", organization);
        }
        body.put("project", pipeline.project());
        body.put("file", pipeline.file());
        body.put("definition", pipeline.definition());
        body.put("parameters", parameters);
        body.put("environment", environment);
        if (!files.isEmpty()) {
            body.put("files", new ParameterFiles(new Upload(api)).all(files));
        }
        if (!libraries.isEmpty()) {
            body.put("libraries", new GivenLibraries(new Upload(api), options.elsewhere()).all(libraries));
        }
        if (!tools.isEmpty() && !dryRun) {
            body.put(
                    "tools",
                    tools.stream()
                            .map(GivenTool::parse)
                            .map(tool -> tool.fields(options.elsewhere()))
                            .toList());
        }
        if (!dryRun && quietPeriod != null) {
            body.put("quietPeriodSeconds", quietPeriod);
        }
        if (!dryRun && priority != null) {
            body.put("priority", priority);
        }
        if (pipeline.tree().isPresent()) {
            var directory = pipeline.tree().get();
            body.put("tree", new Upload(api).send(WorkingTree.of(directory, Collecting.files(directory))));
            body.put("facts", new Git(directory).facts());
        }
        return body;
    }

    /** Asks again where the answer was lost: the key makes it the same run. */
    private static JsonNode accepted(Api api, Map<String, Object> body) throws IOException, InterruptedException {
        var headers = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        try {
            return api.post("runs", body, headers);
        } catch (ApiRefusal e) {
            if (!e.temporary()) {
                throw e;
            }
        } catch (IOException e) {
            if (!api.awaitReady(Duration.ofSeconds(30))) {
                throw e;
            }
        }
        return api.post("runs", body, headers);
    }

    private int end(JsonNode run) {
        run.path("problems").forEach(problem -> servers.terminal().tell(Problems.line(problem)));
        return run.path("refused").asBoolean()
                ? ExitCode.REFUSED
                : ExitCode.ofResult(run.path("result").asText());
    }
}
