package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace plan}. */
@Command(
        name = "plan",
        description = "Prints the stages of a pipeline and how they hang together, without running it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace plan Jenkinsfile",
            "  millrace plan --dot Jenkinsfile | dot -Tsvg > stages.svg",
            "  millrace plan --dry-run Jenkinsfile      of a scripted pipeline: the stages that it makes as it runs",
            "",
            "Exit code: 0, 65 where the pipeline has mistakes, 64 usage."
        })
final class PlanCommand implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @ArgGroup
    private Form form = new Form();

    @Option(
            names = "--dry-run",
            description =
                    "Tries the pipeline with agents, tools and effects simulated, and shows the stages that it makes.")
    private boolean dryRun;

    @Parameters(arity = "1", paramLabel = "FILE", description = "A pipeline file, or a directory with a Jenkinsfile.")
    private Path file = Path.of(".");

    PlanCommand(Servers servers) {
        this.servers = servers;
    }

    /** One of them, or none for text. */
    private static final class Form {
        @Option(names = "--json", description = "As one JSON object.")
        private boolean json;

        @Option(names = "--dot", description = "For Graphviz.")
        private boolean dot;

        @Option(names = "--mermaid", description = "For Mermaid.")
        private boolean mermaid;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var pipeline = Pipeline.of(file);
        try (var server = servers.forPipelines(options);
                var api = server.api()) {
            var plan = api.post("plan", Map.of("file", pipeline.file(), "source", pipeline.definition()));
            if (!plan.path("problems").isEmpty()) {
                plan.path("problems").forEach(problem -> servers.terminal().tell(Problems.line(problem)));
                return ExitCode.REFUSED;
            }
            if (!plan.path("declarative").asBoolean() && dryRun) {
                ((ObjectNode) plan).set("stages", TriedStages.of(DryRuns.ask(api, pipeline)));
            }
            show(pipeline, plan);
            return ExitCode.SUCCESS;
        } catch (ApiRefusal e) {
            throw e.failure();
        }
    }

    private void show(Pipeline pipeline, JsonNode plan) {
        var terminal = servers.terminal();
        if (form.json) {
            terminal.print(plan.toString());
            return;
        }
        if (plan.path("stages").isEmpty()) {
            terminal.tell(
                    dryRun
                            ? pipeline.file() + " makes no stages"
                            : "%s is scripted: it makes its stages as it runs, so there is no graph without running it. 'millrace plan --dry-run %s' tries it"
                                    .formatted(pipeline.file(), file));
        }
        if (form.dot) {
            terminal.print(new PlanGraph(plan.path("stages")).dot(pipeline.file()));
        } else if (form.mermaid) {
            terminal.print(new PlanGraph(plan.path("stages")).mermaid());
        } else {
            new PlanTree(plan.path("stages")).lines().forEach(terminal::print);
        }
    }
}
