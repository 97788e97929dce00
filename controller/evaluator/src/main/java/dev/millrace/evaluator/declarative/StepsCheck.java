package dev.millrace.evaluator.declarative;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Checks the steps that a declarative block holds. Scripted code inside {@code script} is left alone. */
final class StepsCheck {
    private static final Set<String> NOT_HERE = Set.of("stage", "properties", "pipeline");
    private final Sheet sheet;

    StepsCheck(Sheet sheet) {
        this.sheet = sheet;
    }

    void check(Item block) {
        var statements = Item.statements(block.body().orElseThrow());
        if (statements.isEmpty()) {
            sheet.wrong(block.node(), "No steps specified for branch", "Put a step into " + block.name() + " { }");
        }
        for (var statement : statements) {
            check(statement, statements.size());
        }
    }

    private void check(Statement statement, int count) {
        if (!(statement instanceof ExpressionStatement simple)) {
            sheet.wrong(statement, "Expected a step", "Scripted code goes into script { }");
            return;
        }
        var item = Item.of(statement).orElse(null);
        if (item == null) {
            // A call of an object's method is allowed as it is in Jenkins, and text that stands alone is a shell script
            // there.
            if (!(simple.getExpression() instanceof MethodCallExpression
                    || simple.getExpression() instanceof GStringExpression
                    || simple.getExpression() instanceof ConstantExpression)) {
                sheet.wrong(statement, "Expected a step", "Scripted code goes into script { }");
            }
            return;
        }
        if (!item.call()) {
            sheet.wrong(
                    item.node(),
                    "Expected a step, not the name \"" + item.name() + "\"",
                    "Write " + item.name() + "()");
            return;
        }
        check(item, count);
    }

    private void check(Item item, int count) {
        if (NOT_HERE.contains(item.name())) {
            sheet.wrong(
                    item.node(),
                    "Invalid step \"" + item.name() + "\" used - not allowed in this context",
                    item.name().equals("stage")
                            ? "Nest stages with stages { } in place of steps { }"
                            : "Use the options and parameters of pipeline { }");
            return;
        }
        if (item.name().equals("parallel") && count > 1) {
            sheet.wrong(
                    item.node(),
                    "The 'parallel' step can only be used as the only top-level step in a stage's step block.",
                    "Use parallel { } in place of steps { }");
            return;
        }
        var names = new HashSet<String>();
        for (var entry : item.named()) {
            if (!names.add(entry.getKeyExpression().getText())) {
                sheet.wrong(
                        entry,
                        "Duplicate named parameter '" + entry.getKeyExpression().getText() + "' found",
                        "Remove one");
            }
        }
        if (sheet.methods.contains(item.name())) {
            return;
        }
        if (sheet.known.steps().contains(item.name())) {
            sheet.known
                    .wrong(item.name(), names, !item.positional().isEmpty())
                    .ifPresent(message -> sheet.wrong(item.node(), message));
        } else {
            var hint = sheet.known.hint(item.name(), sheet.known.steps());
            sheet.doubtful(
                    item.node(),
                    "No such step: \"" + item.name() + "\"",
                    hint.isEmpty() ? "Define it before pipeline { }, or add the plugin that brings it" : hint);
        }
        item.body()
                .filter(body -> !item.name().equals("script"))
                .ifPresent(body -> Item.statements(body).forEach(this::nested));
    }

    private void nested(Statement statement) {
        Item.of(statement).filter(Item::call).ifPresent(item -> check(item, 1));
    }

    /** For messages: names in quotes. */
    static String quoted(Set<String> names) {
        return names.stream().sorted().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }
}
