package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Reads {@code when}. */
final class Conditions {
    private static final Set<String> FLAGS = Set.of("beforeAgent", "beforeInput", "beforeOptions");
    private final Sheet sheet;
    private final ArgumentsCheck arguments;

    Conditions(Sheet sheet) {
        this.sheet = sheet;
        this.arguments = new ArgumentsCheck(sheet);
    }

    Model.When when(Item item) {
        var conditions = new ArrayList<Model.Condition>();
        var flags = new TreeSet<String>();
        var seen = new TreeSet<String>();
        if (item.body().isPresent()) {
            for (var statement : Item.statements(item.body().get())) {
                var flag = Item.of(statement)
                        .filter(candidate -> FLAGS.contains(candidate.name()))
                        .orElse(null);
                if (flag == null) {
                    condition(statement, conditions);
                } else if (!seen.add(flag.name())) {
                    sheet.wrong(flag.node(), "Multiple occurrences of " + flag.name(), "Remove one");
                } else if (truth(flag)) {
                    flags.add(flag.name());
                }
            }
        }
        if (item.body().isEmpty() || Item.statements(item.body().get()).size() == seen.size()) {
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

    private boolean truth(Item flag) {
        if (flag.positional().size() == 1
                && flag.positional().getFirst() instanceof ConstantExpression constant
                && constant.getValue() instanceof Boolean truth) {
            return truth;
        }
        sheet.wrong(flag.node(), "Expected a boolean with " + flag.name(), "Write " + flag.name() + " true");
        return false;
    }

    private void condition(Statement statement, List<Model.Condition> conditions) {
        var item = Item.of(statement).filter(Item::call).orElse(null);
        if (item == null) {
            sheet.wrong(
                    statement,
                    "Expected a when condition",
                    Item.of(statement)
                            .flatMap(name -> Signatures.CONDITIONS.of(name.name()))
                            .map(known -> "Write " + known.name() + "()")
                            .orElse("Scripted code goes into expression { }"));
        } else if (FLAGS.contains(item.name())) {
            sheet.wrong(
                    item.node(),
                    item.name() + " stands only directly in when",
                    "Move it out of the condition around it");
        } else if (Signatures.CONDITIONS.of(item.name()).isEmpty()) {
            var hint = sheet.known.hint(item.name(), Signatures.CONDITIONS.names());
            sheet.wrong(
                    item.node(),
                    "Unknown conditional " + item.name(),
                    hint.isEmpty() ? Sheet.valid(Signatures.CONDITIONS.names()) : hint);
        } else {
            conditions.add(condition(item));
        }
    }

    private Model.Condition condition(Item item) {
        var children = new ArrayList<Model.Condition>();
        var closure = -1;
        var line = item.node().getLineNumber();
        if (Vocabulary.COMBINING.contains(item.name())) {
            combined(item, children);
        } else if (item.name().equals("expression")) {
            if (item.body().isEmpty()) {
                sheet.wrong(item.node(), "expression needs a block", "Write expression { return true }");
            } else {
                closure = sheet.closure(item.body().get());
            }
        } else {
            plain(item);
        }
        return new Model.Condition(item.name(), item.arguments(sheet), children, closure, line);
    }

    private void combined(Item item, List<Model.Condition> children) {
        var statements = item.body().map(Item::statements).orElse(List.of());
        if (!item.positional().isEmpty() || !item.named().isEmpty()) {
            sheet.wrong(
                    item.node(), item.name() + " takes only conditions", "Write " + item.name() + " { branch 'main' }");
        }
        statements.forEach(child -> condition(child, children));
        if (statements.isEmpty()) {
            sheet.wrong(
                    item.node(),
                    item.name() + " needs conditions inside",
                    "Write " + item.name() + " { branch 'main' }");
        } else if (item.name().equals("not") && statements.size() > 1) {
            sheet.wrong(item.node(), "not takes one condition", "Put them into anyOf { } or allOf { }");
        }
    }

    private void plain(Item item) {
        if (item.body().isPresent()) {
            sheet.wrong(item.node(), item.name() + " takes no block", "Combine conditions with allOf, anyOf and not");
        }
        var takes = Signatures.CONDITIONS.of(item.name()).orElseThrow();
        arguments.entry(item, takes, "condition");
        if (item.name().equals("triggeredBy")
                && item.positional().isEmpty()
                && item.named().isEmpty()) {
            sheet.wrong(item.node(), "triggeredBy needs a cause", "Write triggeredBy 'TimerTrigger'");
        }
        var comparator = text(item, "comparator", false);
        if (item.name().equals("changelog") || comparator.equals("REGEXP")) {
            expression(item, text(item, "pattern", true));
        }
    }

    private void expression(Item item, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            sheet.wrong(
                    item.node(),
                    "'" + pattern + "' is no regular expression: " + e.getDescription(),
                    "Put a backslash before characters that mean themselves");
        }
    }

    private static String text(Item item, String name, boolean unnamed) {
        for (var entry : item.named()) {
            if (entry.getKeyExpression().getText().equals(name)) {
                return String.valueOf(Literal.of(entry.getValueExpression()).text());
            }
        }
        return unnamed && !item.positional().isEmpty()
                ? String.valueOf(Literal.of(item.positional().getFirst()).text())
                : "";
    }
}
