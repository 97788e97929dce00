package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A plan as text: a stage on each line, what is inside of it below it, and beside it what it waits for and hands on. */
final class PlanTree {
    private final List<Line> lines = new ArrayList<>();

    PlanTree(JsonNode stages) {
        add(stages, "", true);
    }

    List<String> lines() {
        var width = lines.stream().mapToInt(line -> line.stage().length()).max().orElse(0);
        return lines.stream()
                .map(line -> line.facts().isEmpty()
                        ? line.stage()
                        : line.stage() + " ".repeat(width - line.stage().length() + 3) + line.facts())
                .toList();
    }

    private void add(JsonNode stages, String indent, boolean top) {
        var left = stages.size();
        for (var stage : stages) {
            left--;
            var branch = top ? "" : left == 0 ? "└─ " : "├─ ";
            lines.add(new Line(indent + branch + stage.path("name").asText(), facts(stage)));
            add(stage.path("stages"), indent + (top ? "" : left == 0 ? "   " : "│  "), false);
        }
    }

    private static String facts(JsonNode stage) {
        var facts = new ArrayList<String>();
        switch (stage.path("shape").asText()) {
            case "PARALLEL" -> facts.add("in parallel");
            case "MATRIX" -> facts.add("matrix");
            case "FAN_OUT" -> facts.add("fan-out");
            default -> {}
        }
        stage.path("axes").forEach(axis -> facts.add(axis(axis)));
        if (!stage.path("needs").isEmpty()) {
            facts.add("needs " + joined(stage.path("needs"), PlanTree::need));
        }
        if (!stage.path("outputs").isEmpty()) {
            facts.add("gives "
                    + joined(
                            stage.path("outputs"),
                            output -> output.path("name").asText() + " ("
                                    + output.path("type").asText() + ")"));
        }
        return String.join(" · ", facts);
    }

    private static String axis(JsonNode axis) {
        var values = axis.path("values");
        return axis.path("name").asText() + ": " + (values.isEmpty() ? "computed" : joined(values, JsonNode::asText));
    }

    private static String need(JsonNode need) {
        var on = need.path("on").asText("success");
        var name = need.path("stage").asText();
        return on.isEmpty() || on.equals("success") ? name : name + " (" + on + ")";
    }

    private static String joined(JsonNode items, java.util.function.Function<JsonNode, String> words) {
        return StreamSupport.stream(items.spliterator(), false).map(words).collect(Collectors.joining(", "));
    }

    private record Line(String stage, String facts) {}
}
