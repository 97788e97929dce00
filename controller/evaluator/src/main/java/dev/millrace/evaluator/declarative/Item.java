package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A statement of the form {@code name}, {@code name value}, {@code name(a: 1)} or {@code name { }}.
 *
 * @param node for its place
 * @param call false for a bare name
 * @param positional arguments without names, but for the body
 */
record Item(
        String name,
        ASTNode node,
        boolean call,
        List<Expression> positional,
        List<MapEntryExpression> named,
        Optional<ClosureExpression> body) {
    static Optional<Item> of(Statement statement) {
        return statement instanceof ExpressionStatement simple ? of(simple.getExpression()) : Optional.empty();
    }

    static Optional<Item> of(Expression expression) {
        if (expression instanceof VariableExpression variable) {
            return Optional.of(new Item(variable.getName(), variable, false, List.of(), List.of(), Optional.empty()));
        }
        return expression instanceof MethodCallExpression call
                        && call.isImplicitThis()
                        && call.getMethodAsString() != null
                ? Optional.of(call(call))
                : Optional.empty();
    }

    /** A call, on whatever it is called. */
    static Item call(MethodCallExpression call) {
        var positional = new ArrayList<Expression>();
        var named = new ArrayList<MapEntryExpression>();
        if (call.getArguments() instanceof TupleExpression tuple) {
            for (var argument : tuple.getExpressions()) {
                switch (argument) {
                    case NamedArgumentListExpression list -> named.addAll(list.getMapEntryExpressions());
                    // Named arguments beside others are a map in front; a map alone is a value.
                    case MapExpression map
                    when positional.isEmpty() && tuple.getExpressions().size() > 1 ->
                        named.addAll(map.getMapEntryExpressions());
                    default -> positional.add(argument);
                }
            }
        }
        Optional<ClosureExpression> body = Optional.empty();
        if (!positional.isEmpty() && positional.getLast() instanceof ClosureExpression closure) {
            body = Optional.of(closure);
            positional.removeLast();
        }
        return new Item(String.valueOf(call.getMethodAsString()), call, true, positional, named, body);
    }

    /** {@code a { } b { }} on one line: to Groovy a call of b on what a gives. */
    static boolean chained(Statement statement) {
        return statement instanceof ExpressionStatement simple
                && simple.getExpression() instanceof MethodCallExpression call
                && call.getObjectExpression() instanceof MethodCallExpression;
    }

    /** The statements of a body. */
    static List<Statement> statements(ClosureExpression body) {
        return body.getCode() instanceof BlockStatement block ? block.getStatements() : List.of(body.getCode());
    }

    /** The arguments for the model. */
    List<Model.Argument> arguments(Sheet sheet) {
        var arguments = new ArrayList<Model.Argument>();
        for (var value : positional) {
            arguments.add(new Model.Argument("", sheet.operand(value)));
        }
        for (var entry : named) {
            arguments.add(
                    new Model.Argument(entry.getKeyExpression().getText(), sheet.operand(entry.getValueExpression())));
        }
        return arguments;
    }
}
