package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace tool set}. */
@Command(
        name = "set",
        description = {
            "Adds a tool, or one more home of it; other homes, variables and directories of it stay.",
            "What its type sets comes by itself: JAVA_HOME and PATH for a jdk, and so on."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace tool set jdk:jdk17=/opt/jdk-17",
            "  millrace tool set jdk:jdk17=/usr/lib/jvm/17 --label 'linux && arm64'",
            "  millrace tool set generic:protoc=/opt/protoc --path bin --env PROTOC_HOME=/opt/protoc"
        })
final class ToolSetCommand extends ToolVerb {
    @Parameters(paramLabel = "TYPE:NAME=HOME", description = "HOME is the tool's directory on the agents.")
    private String tool = "";

    @Option(
            names = "--label",
            paramLabel = "EXPRESSION",
            description = "Agents that HOME is for: a label, a name, or an expression; default: all others.")
    private String label = "";

    @Option(names = "--env", paramLabel = "K=V", description = "A variable that comes with it; may be repeated.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "A directory for PATH, below HOME or absolute; may be repeated.")
    private List<String> path = new ArrayList<>();

    ToolSetCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        var given = GivenTool.parse(tool);
        var homes = new LinkedHashMap<String, String>();
        var variables = new LinkedHashMap<String, String>();
        var directories = new ArrayList<String>();
        for (var known : tools(api)) {
            if (same(known, given)) {
                known.path("homes")
                        .forEach(home -> homes.put(
                                home.path("labels").asText(), home.path("home").asText()));
                known.path("environment")
                        .properties()
                        .forEach(variable -> variables.put(
                                variable.getKey(), variable.getValue().asText()));
                known.path("path").forEach(directory -> directories.add(directory.asText()));
            }
        }
        homes.put(label.strip(), elsewhere() ? given.home() : given.here());
        variables.putAll(environment);
        path.stream().filter(directory -> !directories.contains(directory)).forEach(directories::add);
        api.put(
                path(given),
                Map.of(
                        "homes",
                        homes.entrySet().stream()
                                .map(home -> Map.of("labels", home.getKey(), "home", home.getValue()))
                                .toList(),
                        "environment",
                        variables,
                        "path",
                        directories));
    }

    private static boolean same(JsonNode known, GivenTool given) {
        return known.path("type").asText().equals(given.type())
                && known.path("name").asText().equals(given.name());
    }
}
