package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.jspecify.annotations.Nullable;

/** The sections of a block, each at most once, but for {@code needs}. */
final class Sections {
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<Item> needs = new ArrayList<>();

    Sections(Sheet sheet, Item block, Set<String> names, String what) {
        if (block.body().isEmpty()) {
            sheet.wrong(block.node(), "\"" + block.name() + "\" needs a block", "Write " + block.name() + " { }");
            return;
        }
        for (var statement : Item.statements(block.body().get())) {
            var item = Item.of(statement).orElse(null);
            if (item == null) {
                sheet.wrong(
                        statement,
                        "Not a valid " + what + " definition: \"" + statement.getText() + "\"",
                        Item.chained(statement)
                                ? "Put each on a line of its own"
                                : "Scripted code goes into steps { script { } }, or before pipeline { }");
            } else if (!names.contains(item.name())) {
                sheet.wrong(item.node(), unknown(what, item.name()), hint(sheet, item, names));
            } else if (item.name().equals("needs")) {
                needs.add(item);
            } else if (items.putIfAbsent(item.name(), item) != null) {
                sheet.wrong(item.node(), "Multiple occurrences of the " + item.name() + " section", "Join them");
            }
        }
    }

    private static String unknown(String what, String name) {
        return what.equals("section") ? "Undefined section \"" + name + "\"" : "Unknown " + what + " \"" + name + "\"";
    }

    private static String hint(Sheet sheet, Item item, Set<String> names) {
        var near = sheet.known.hint(item.name(), names);
        if (!near.isEmpty()) {
            return near;
        }
        if (sheet.known.steps().contains(item.name())) {
            return "Steps go into steps { }";
        }
        var removed = Vocabulary.RENAMED.get(item.name());
        if (removed != null && names.contains(removed)) {
            return "It is now called " + removed;
        }
        if (names.equals(Vocabulary.SECTIONS) && Vocabulary.STAGE_SECTIONS.contains(item.name())) {
            return "It belongs into a stage";
        }
        if (names.equals(Vocabulary.STAGE_SECTIONS) && Vocabulary.SECTIONS.contains(item.name())) {
            return "It belongs directly into pipeline { }";
        }
        return Sheet.valid(names);
    }

    List<Item> items() {
        return new ArrayList<>(items.values());
    }

    /** All that say what a stage needs. */
    List<Item> needs() {
        return needs;
    }

    @Nullable
    Item get(String name) {
        return items.get(name);
    }

    boolean has(String name) {
        return items.containsKey(name);
    }

    ASTNode at(String name) {
        var item = items.get(name);
        if (item == null) {
            throw new IllegalArgumentException("There is no section " + name);
        }
        return item.node();
    }
}
