package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads {@code when}. */
final class Conditions {
    private static final Set<String> FLAGS = Set.of("beforeAgent", "beforeInput", "beforeOptions");
    private final Sheet sheet;

    Conditions(Sheet sheet) {
        this.sheet = sheet;
    }

    Model.When when(Item item) {
        var conditions = new ArrayList<Model.Condition>();
        var flags = new TreeSet<String>();
        if (item.body().isPresent()) {
            for (var statement : Item.statements(item.body().get())) {
                var flag = Item.of(statement)
                        .filter(candidate -> FLAGS.contains(candidate.name()))
                        .orElse(null);
                if (flag == null) {
                    condition(statement, conditions);
                } else if (flag.positional().size() == 1
                        && flag.positional().getFirst() instanceof ConstantExpression constant
                        && constant.getValue() instanceof Boolean truth) {
                    if (truth) {
                        flags.add(flag.name());
                    }
                } else {
                    sheet.wrong(
                            flag.node(), "Expected a boolean with " + flag.name(), "Write " + flag.name() + " true");
                }
            }
        }
        if (conditions.isEmpty()) {
            sheet.wrong(
                    item.node(),
                    "Empty when closure, remove the property or add some content.",
                    "Write when { branch 'main' }");
        }
        return new Model.When(
                conditions,
                flags.contains("beforeAgent"),
                flags.contains("beforeInput"),
                flags.contains("beforeOptions"));
    }

    private void condition(Statement statement, List<Model.Condition> conditions) {
        var item = Item.of(statement).filter(Item::call).orElse(null);
        if (item == null) {
            sheet.wrong(statement, "Expected a when condition", "Scripted code goes into expression { }");
        } else if (!Vocabulary.CONDITIONS.contains(item.name())) {
            var hint = sheet.known.hint(item.name(), Vocabulary.CONDITIONS);
            sheet.wrong(
                    item.node(),
                    "Unknown conditional " + item.name(),
                    hint.isEmpty() ? "Valid are " + String.join(", ", new TreeSet<>(Vocabulary.CONDITIONS)) : hint);
        } else {
            conditions.add(condition(item));
        }
    }

    private Model.Condition condition(Item item) {
        var children = new ArrayList<Model.Condition>();
        var closure = -1;
        var line = item.node().getLineNumber();
        if (Vocabulary.COMBINING.contains(item.name())) {
            item.body().ifPresent(body -> Item.statements(body).forEach(child -> condition(child, children)));
            if (children.isEmpty()) {
                sheet.wrong(
                        item.node(),
                        item.name() + " needs conditions inside",
                        "Write " + item.name() + " { branch 'main' }");
            } else if (item.name().equals("not") && children.size() > 1) {
                sheet.wrong(item.node(), "not takes one condition", "Put them into anyOf { } or allOf { }");
            }
        } else if (item.name().equals("expression")) {
            if (item.body().isEmpty()) {
                sheet.wrong(item.node(), "expression needs a block", "Write expression { return true }");
            } else {
                closure = sheet.closure(item.body().get());
            }
        } else {
            required(item);
        }
        return new Model.Condition(item.name(), item.arguments(sheet), children, closure, line);
    }

    private void required(Item item) {
        var needs = switch (item.name()) {
            case "environment" -> List.of("name", "value");
            case "equals" -> List.of("expected", "actual");
            default -> List.<String>of();
        };
        var has = item.named().stream()
                .map(entry -> entry.getKeyExpression().getText())
                .toList();
        for (var name : needs) {
            if (!has.contains(name)) {
                sheet.wrong(
                        item.node(),
                        item.name() + " needs " + name,
                        "Write " + item.name() + " " + String.join(": …, ", needs) + ": …");
            }
        }
        var known = switch (item.name()) {
            case "environment" -> Set.of("name", "value", "ignoreCase");
            case "equals" -> Set.of("expected", "actual");
            case "branch", "tag" -> Set.of("pattern", "comparator");
            case "changeset" -> Set.of("pattern", "caseSensitive", "glob", "comparator");
            case "changelog" -> Set.of("pattern");
            case "triggeredBy" -> Set.of("value", "cause", "detail");
            default -> Set.<String>of();
        };
        for (var entry : item.named()) {
            var name = entry.getKeyExpression().getText();
            if (!known.isEmpty() && !known.contains(name)) {
                sheet.wrong(
                        entry, "Unknown parameter \"" + name + "\" of " + item.name(), sheet.known.hint(name, known));
            }
        }
    }
}
