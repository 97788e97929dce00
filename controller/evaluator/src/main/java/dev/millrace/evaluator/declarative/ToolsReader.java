package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads {@code tools} and {@code libraries}. */
final class ToolsReader {
    private final Sheet sheet;

    ToolsReader(Sheet sheet) {
        this.sheet = sheet;
    }

    List<Model.Entry> tools(Item item) {
        var entries = new ArrayList<Model.Entry>();
        var seen = new HashSet<String>();
        var statements = Item.statements(item.body().orElseThrow());
        for (var statement : statements) {
            var tool = Item.of(statement).orElse(null);
            if (tool == null || tool.positional().size() != 1 || !tool.named().isEmpty()) {
                sheet.wrong(statement, "Expected a tool's type and name", "Write maven 'apache-maven-3'");
                continue;
            }
            // a tool that has no symbol goes by the name of its class
            if (!Vocabulary.TOOLS.contains(tool.name()) && !tool.name().contains(".")) {
                var hint = sheet.known.hint(tool.name(), Vocabulary.TOOLS);
                sheet.wrong(
                        tool.node(),
                        "Invalid tool type \"" + tool.name() + "\"",
                        hint.isEmpty() ? Sheet.valid(Vocabulary.TOOLS) : hint);
            }
            if (!seen.add(tool.name())) {
                sheet.wrong(tool.node(), "Duplicate tool type: \"" + tool.name() + "\"", "Remove one");
            }
            var literal = Literal.of(tool.positional().getFirst());
            if (literal.kind() != Literal.Kind.TEXT && literal.kind() != Literal.Kind.UNKNOWN) {
                sheet.wrong(
                        tool.positional().getFirst(),
                        "The name of a tool is text, not " + literal.words(),
                        "Write " + tool.name() + " 'name-of-it'");
            }
            entries.add(new Model.Entry(
                    tool.name(),
                    tool.arguments(sheet),
                    tool.node().getLineNumber(),
                    tool.node().getColumnNumber()));
        }
        if (statements.isEmpty()) {
            sheet.wrong(item.node(), "No tools specified", "Add one, or remove it");
        }
        return entries;
    }

    List<Model.Entry> libraries(Item item) {
        var entries = new ArrayList<Model.Entry>();
        var statements = Item.statements(item.body().orElseThrow());
        for (var statement : statements) {
            var library = Item.of(statement).orElse(null);
            if (library == null || !library.name().equals("lib")) {
                sheet.wrong(statement, "Invalid content of libraries", "Write lib('name@version')");
            } else if (library.positional().size() != 1
                    || !library.named().isEmpty()
                    || Literal.of(library.positional().getFirst()).kind() != Literal.Kind.TEXT) {
                sheet.wrong(library.node(), "lib takes the name of a library as text", "Write lib('name@version')");
            } else {
                entries.add(new Model.Entry(
                        library.name(), library.arguments(sheet), library.node().getLineNumber()));
            }
        }
        if (statements.isEmpty()) {
            sheet.wrong(item.node(), "No libraries specified", "Write lib('name@version'), or remove it");
        }
        return entries;
    }
}
