package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** A plan as nodes and edges. A stage with others inside is a frame around them; an edge means that one begins after the other. */
final class PlanGraph {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private int count;

    PlanGraph(JsonNode stages) {
        list(stages, 0, false);
    }

    String dot(String title) {
        var text = new StringBuilder("digraph \"%s\" {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n"
                .formatted(quoted(title, "\\\"")));
        for (var node : nodes) {
            var indent = "  ".repeat(node.depth() + 1);
            text.append(
                    switch (node.kind()) {
                        case OPEN ->
                            "%ssubgraph cluster_%s {\n%s  label=\"%s\";\n"
                                    .formatted(indent, node.id(), indent, quoted(node.label(), "\\\""));
                        case CLOSE -> indent + "}\n";
                        case STAGE ->
                            "%s%s [label=\"%s\"];\n".formatted(indent, node.id(), quoted(node.label(), "\\\""));
                    });
        }
        for (var edge : edges) {
            text.append("  %s -> %s%s;\n"
                    .formatted(edge.from(), edge.to(), edge.on().isEmpty() ? "" : " [label=\"" + edge.on() + "\"]"));
        }
        return text.append('}').toString();
    }

    String mermaid() {
        var text = new StringBuilder("flowchart LR\n");
        for (var node : nodes) {
            var indent = "  ".repeat(node.depth() + 1);
            text.append(
                    switch (node.kind()) {
                        case OPEN ->
                            "%ssubgraph %s[\"%s\"]\n".formatted(indent, node.id(), quoted(node.label(), "#quot;"));
                        case CLOSE -> indent + "end\n";
                        case STAGE -> "%s%s[\"%s\"]\n".formatted(indent, node.id(), quoted(node.label(), "#quot;"));
                    });
        }
        for (var edge : edges) {
            text.append("  %s -->%s %s\n"
                    .formatted(edge.from(), edge.on().isEmpty() ? "" : "|" + edge.on() + "|", edge.to()));
        }
        return text.toString().stripTrailing();
    }

    private static String quoted(String text, String quote) {
        return (quote.startsWith("\\") ? text.replace("\\", "\\\\") : text)
                .replace("\"", quote)
                .replace("\n", " ");
    }

    /** Adds stages and the edges between them. */
    private Ends list(JsonNode stages, int depth, boolean parallel) {
        var ends = new ArrayList<Ends>();
        var byName = new HashMap<String, Ends>();
        var graph = false;
        for (var stage : stages) {
            var end = stage(stage, depth);
            ends.add(end);
            byName.put(stage.path("name").asText(), end);
            graph |= !stage.path("needs").isEmpty();
        }
        if (graph) {
            var index = 0;
            for (var stage : stages) {
                var to = ends.get(index++);
                stage.path("needs").forEach(need -> {
                    var from = byName.get(need.path("stage").asText());
                    if (from != null) {
                        var on = need.path("on").asText("");
                        connect(from, to, on.equals("success") ? "" : on);
                    }
                });
            }
        } else if (!parallel) {
            for (var index = 1; index < ends.size(); index++) {
                connect(ends.get(index - 1), ends.get(index), "");
            }
            return ends.isEmpty()
                    ? Ends.NONE
                    : new Ends(ends.getFirst().first(), ends.getLast().last());
        }
        return new Ends(
                ends.stream().flatMap(end -> end.first().stream()).toList(),
                ends.stream().flatMap(end -> end.last().stream()).toList());
    }

    private Ends stage(JsonNode stage, int depth) {
        var id = "s" + ++count;
        var label = label(stage);
        var inside = stage.path("stages");
        if (inside.isEmpty()) {
            nodes.add(new Node(Kind.STAGE, id, label, depth));
            return new Ends(List.of(id), List.of(id));
        }
        nodes.add(new Node(Kind.OPEN, id, label, depth));
        var shape = stage.path("shape").asText();
        var ends = list(inside, depth + 1, shape.equals("PARALLEL") || shape.equals("MATRIX"));
        nodes.add(new Node(Kind.CLOSE, id, label, depth));
        return ends;
    }

    private static String label(JsonNode stage) {
        var label = new StringBuilder(stage.path("name").asText());
        for (var axis : stage.path("axes")) {
            label.append(" × ").append(axis.path("name").asText());
        }
        return label.toString();
    }

    private void connect(Ends from, Ends to, String on) {
        for (var last : from.last()) {
            for (var first : to.first()) {
                edges.add(new Edge(last, first, on));
            }
        }
    }

    private enum Kind {
        STAGE,
        OPEN,
        CLOSE
    }

    private record Node(Kind kind, String id, String label, int depth) {}

    private record Edge(String from, String to, String on) {}

    /** Where something begins and where it ends. */
    private record Ends(List<String> first, List<String> last) {
        static final Ends NONE = new Ends(List.of(), List.of());
    }
}
