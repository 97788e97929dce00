package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;

/** Reads {@code environment}. */
final class EnvironmentReader {
    static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private final Sheet sheet;

    EnvironmentReader(Sheet sheet) {
        this.sheet = sheet;
    }

    List<Model.Variable> environment(Item item) {
        var variables = new ArrayList<Model.Variable>();
        var seen = new HashSet<String>();
        var statements = Item.statements(item.body().orElseThrow());
        for (var statement : statements) {
            if (!(statement instanceof ExpressionStatement simple
                    && simple.getExpression() instanceof BinaryExpression pair
                    && pair.getOperation().getText().equals("=")
                    && pair.getLeftExpression() instanceof VariableExpression variable)) {
                sheet.wrong(statement, "Expected name=value pairs in environment", "Write NAME = 'value'");
                continue;
            }
            var name = variable.getName();
            if (!NAME.matcher(name).matches()) {
                sheet.wrong(
                        variable,
                        "\"" + name + "\" can not be the name of an environment variable",
                        "Use letters, digits and underscores, and no digit in front");
            }
            if (!seen.add(name)) {
                sheet.wrong(variable, "Duplicate environment variable name: \"" + name + "\"", "Remove one");
            }
            value(name, pair.getRightExpression());
            variables.add(new Model.Variable(name, sheet.operand(pair.getRightExpression())));
        }
        if (statements.isEmpty()) {
            sheet.wrong(item.node(), "No variables specified for environment", "Write NAME = 'value', or remove it");
        }
        return variables;
    }

    private void value(String name, Expression value) {
        if (!plain(value)) {
            sheet.wrong(
                    value,
                    "Environment variable values must either be single quoted, double quoted, or function calls.",
                    "Put it in quotes: " + name + " = \"${…}\"");
        }
        Item.of(value)
                .filter(call -> call.call() && call.name().equals("credentials"))
                .ifPresent(this::credentials);
    }

    private void credentials(Item call) {
        if (call.positional().size() != 1
                || !call.named().isEmpty()
                || call.body().isPresent()) {
            sheet.wrong(
                    call.node(),
                    "credentials takes one value: the id of a credential",
                    "Write credentials('id-of-it')");
            return;
        }
        var kind = Literal.of(call.positional().getFirst());
        if (kind.kind() != Literal.Kind.TEXT && kind.kind() != Literal.Kind.UNKNOWN) {
            sheet.wrong(
                    call.positional().getFirst(),
                    "credentials takes the id of a credential, not " + kind.words(),
                    "Write credentials('id-of-it')");
        }
    }

    private static boolean plain(Expression value) {
        return switch (value) {
            case ConstantExpression constant -> constant.getValue() != null;
            case GStringExpression text -> true;
            case MethodCallExpression call -> true;
            case BinaryExpression sum ->
                sum.getOperation().getText().equals("+")
                        && plain(sum.getLeftExpression())
                        && plain(sum.getRightExpression());
            default -> !(value instanceof ClosureExpression);
        };
    }
}
