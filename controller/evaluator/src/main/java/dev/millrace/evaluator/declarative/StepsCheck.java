package dev.millrace.evaluator.declarative;

import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Checks the steps that a declarative block holds. Scripted code inside {@code script} is left alone. */
final class StepsCheck {
    private static final Set<String> NOT_HERE = Set.of("stage", "properties", "pipeline");
    /** Their bodies are scripted code, or give a value. */
    private static final Set<String> SCRIPTED = Set.of("script", "waitUntil");

    private final Sheet sheet;
    private final ArgumentsCheck arguments;

    StepsCheck(Sheet sheet) {
        this.sheet = sheet;
        this.arguments = new ArgumentsCheck(sheet);
    }

    void check(Item block) {
        var statements = Item.statements(block.body().orElseThrow());
        if (statements.isEmpty()) {
            sheet.wrong(block.node(), "No steps specified for branch", "Put a step into " + block.name() + " { }");
        }
        for (var statement : statements) {
            check(statement, statements.size() == 1 && block.name().equals("steps"));
        }
    }

    private void check(Statement statement, boolean alone) {
        if (!(statement instanceof ExpressionStatement simple)) {
            sheet.wrong(statement, "Expected a step", "Scripted code goes into script { }");
            return;
        }
        var item = Item.of(statement).orElse(null);
        if (item == null) {
            // a call of an object's method is allowed, and text that stands alone does nothing
            if (!(simple.getExpression() instanceof MethodCallExpression
                    || simple.getExpression() instanceof GStringExpression
                    || simple.getExpression() instanceof ConstantExpression)) {
                sheet.wrong(statement, "Expected a step", "Scripted code goes into script { }");
            }
            sheet.values.check(simple.getExpression());
        } else if (!item.call()) {
            sheet.wrong(
                    item.node(),
                    "Expected a step, not the name \"" + item.name() + "\"",
                    "Write " + item.name() + "()");
        } else {
            check(item, alone);
        }
    }

    private void check(Item item, boolean alone) {
        if (NOT_HERE.contains(item.name())) {
            sheet.wrong(
                    item.node(),
                    "Invalid step \"" + item.name() + "\" used - not allowed in this context",
                    item.name().equals("stage")
                            ? "Nest stages with stages { } in place of steps { }"
                            : "Use the options and parameters of pipeline { }");
            return;
        }
        if (item.name().equals("parallel") && !alone) {
            sheet.wrong(
                    item.node(),
                    "The 'parallel' step can only be used as the only top-level step in a stage's step block.",
                    "Use parallel { } in place of steps { }, or script { parallel(…) }");
            return;
        }
        item.positional().forEach(sheet.values::check);
        item.named().forEach(entry -> sheet.values.check(entry.getValueExpression()));
        if (item.name().equals("parallel")) {
            parallel(item);
        } else if (sheet.methods.contains(item.name()) || item.name().equals("$")) {
            if (item.name().equals("$")) {
                sheet.values.check((MethodCallExpression) item.node());
            }
        } else if (sheet.known.steps().contains(item.name())) {
            sheet.known.takes(item.name()).ifPresent(takes -> arguments.step(item, takes));
            body(item);
        } else {
            sheet.known
                    .missing(item.name(), sheet.methods)
                    .ifPresent(missing -> sheet.doubtful(item.node(), missing.message(), missing.hint()));
            body(item);
        }
    }

    private void body(Item item) {
        var strictly = sheet.known.steps().contains(item.name());
        item.body()
                .filter(body -> !SCRIPTED.contains(item.name()))
                .ifPresent(body -> Item.statements(body).forEach(statement -> nested(statement, strictly)));
    }

    /** What is in the block of something that is no step is only looked at where it is a call. */
    private void nested(Statement statement, boolean strictly) {
        if (strictly || Item.of(statement).filter(Item::call).isPresent()) {
            check(statement, false);
        }
    }

    /** {@code parallel(a: { }, b: { }, failFast: true)}. */
    private void parallel(Item item) {
        for (var entry : item.named()) {
            var name = entry.getKeyExpression().getText();
            var value = entry.getValueExpression();
            if (value instanceof ClosureExpression branch) {
                Item.statements(branch).forEach(statement -> nested(statement, true));
            } else if (name.equals("failFast")) {
                if (Literal.of(value).kind() != Literal.Kind.TRUTH
                        && Literal.of(value).kind() != Literal.Kind.UNKNOWN) {
                    sheet.wrong(
                            value,
                            "Expected a boolean with failFast, not "
                                    + Literal.of(value).words(),
                            "Write failFast: true");
                }
            } else if (Literal.of(value).kind() != Literal.Kind.UNKNOWN) {
                var hint = sheet.known.hint(name, Set.of("failFast"));
                sheet.wrong(
                        entry,
                        "Branch \"" + name + "\" of parallel is no block",
                        hint.isEmpty() ? "Write " + name + ": { }; the only other name is failFast" : hint);
            }
        }
        if (item.named().isEmpty() && item.positional().isEmpty()) {
            sheet.wrong(item.node(), "parallel has no branches", "Write parallel(one: { }, other: { })");
        }
    }
}
