package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.cli.Migration.Item;
import dev.millrace.cli.Migration.Verdict;
import dev.millrace.cli.PipelineSources.Kind;
import dev.millrace.cli.PipelineSources.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Judges files by what the server says of them. Safe for use by many threads. */
final class MigrationJudge {
    private final Api api;
    private final Set<String> functions;
    private final Map<String, String> providers = new HashMap<>();

    /** @param functions that libraries in the same repository define */
    MigrationJudge(Api api, Set<String> functions) throws IOException, InterruptedException {
        this.api = api;
        this.functions = Set.copyOf(functions);
        api.get("steps").forEach(step -> {
            var provider = step.path("provider").asText("");
            if (!provider.isEmpty()) {
                providers.put(step.path("name").asText(), provider);
            }
        });
    }

    Migration judge(Source source) throws IOException, InterruptedException {
        String text;
        try {
            text = Pipeline.read(source.path());
        } catch (Failure e) {
            return new Migration(
                    source, List.of(new Item(0, Verdict.CHANGE, String.valueOf(e.getMessage()), "")), List.of());
        }
        var found = new ArrayList<>(Obstacles.in(text));
        var uses = new TreeSet<String>();
        var answer = api.post("lint", Map.of("file", source.path().getFileName().toString(), "source", text));
        var explained = new TreeSet<Integer>();
        found.forEach(item -> explained.add(item.line()));
        for (var call : answer.path("calls")) {
            judge(call, found, uses);
            if (!call.path("kind").asText().equals("STEP")) {
                explained.add(call.path("line").asInt());
            }
        }
        for (var problem : answer.path("problems")) {
            // what a call or an obstacle has explained already, and classes of the library itself
            if (!explained.contains(problem.path("line").asInt()) && !ofLibrary(source, problem)) {
                found.add(new Item(
                        problem.path("line").asInt(),
                        Verdict.CHANGE,
                        problem.path("message").asText(),
                        problem.path("hint").asText()));
            }
        }
        if (answer.path("libraries").asBoolean() && functions.isEmpty() && source.kind() == Kind.PIPELINE) {
            found.add(
                    new Item(
                            0,
                            Verdict.NEEDS,
                            "it uses a shared library",
                            "Name the library's repository in the project's settings; 'millrace migrate' on that repository judges it"));
        }
        return new Migration(source, found, List.copyOf(uses));
    }

    private void judge(JsonNode call, List<Item> found, Set<String> uses) {
        var name = call.path("name").asText();
        var line = call.path("line").asInt();
        switch (call.path("kind").asText()) {
            case "SERVICE" ->
                found.add(new Item(
                        line,
                        Verdict.NEEDS,
                        "%s needs %s".formatted(name, providers.getOrDefault(name, "its provider")),
                        ""));
            case "FOREIGN" ->
                found.add(new Item(
                        line,
                        Verdict.NEEDS,
                        "%s is a step of the Jenkins plugin %s, which has no plugin here"
                                .formatted(name, call.path("plugin").asText()),
                        "Do the same with sh, or write a plugin for it"));
            case "UNKNOWN" -> {
                if (functions.contains(name)) {
                    uses.add(name);
                } else {
                    found.add(new Item(
                            line,
                            Verdict.NEEDS,
                            "nothing defines " + name,
                            "It may be a function of a shared library that is elsewhere"));
                }
            }
            default -> {}
        }
    }

    private static boolean ofLibrary(Source source, JsonNode problem) {
        return source.kind() != Kind.PIPELINE
                && problem.path("message").asText().contains("unable to resolve class");
    }
}
