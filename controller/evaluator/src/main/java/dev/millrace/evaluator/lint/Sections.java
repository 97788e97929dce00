package dev.millrace.evaluator.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Finds the code in {@code pipeline { }}: its directives are no calls. What is wrong with its directives and steps the dialect itself says. */
final class Sections {
    private static final Set<String> NESTED = Set.of("stages", "stage", "parallel", "matrix", "pipeline");
    private static final Set<String> STEPS = Set.of(
            "steps",
            "always",
            "changed",
            "fixed",
            "regression",
            "aborted",
            "failure",
            "success",
            "unstable",
            "unsuccessful",
            "notBuilt",
            "cleanup");
    private static final Set<String> COMBINING = Set.of("when", "not", "allOf", "anyOf");
    private final Calls calls;

    Sections(Calls calls) {
        this.calls = calls;
    }

    /** Walks a declarative pipeline; false where the expression is something else. */
    boolean pipeline(Expression expression) {
        if (expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && "pipeline".equals(call.getMethodAsString())
                && body(call).isPresent()) {
            section(call);
            return true;
        }
        return false;
    }

    private void section(MethodCallExpression call) {
        var name = String.valueOf(call.getMethodAsString());
        var statements = body(call).map(Sections::statements).orElse(List.of());
        if (STEPS.contains(name)) {
            statements.forEach(calls::statement);
        } else if (NESTED.contains(name) || name.equals("post")) {
            each(statements, this::section);
        } else if (COMBINING.contains(name)) {
            each(statements, this::condition);
        } else if (name.equals("environment")) {
            statements.forEach(this::variable);
        } else {
            each(statements, this::entry);
        }
    }

    private void condition(MethodCallExpression call) {
        var name = String.valueOf(call.getMethodAsString());
        if (name.equals("expression")) {
            body(call).ifPresent(body -> body.getCode().visit(calls));
        } else if (COMBINING.contains(name)) {
            section(call);
        } else {
            entry(call);
        }
    }

    /** A directive's own words are not calls; in their arguments there may be some. */
    private void entry(MethodCallExpression call) {
        body(call).ifPresent(body -> each(statements(body), this::entry));
        if (call.getArguments() instanceof TupleExpression tuple) {
            tuple.getExpressions().stream()
                    .filter(argument -> !(argument instanceof ClosureExpression))
                    .forEach(calls::values);
        }
    }

    private void variable(Statement statement) {
        if (statement instanceof ExpressionStatement simple
                && simple.getExpression() instanceof BinaryExpression pair) {
            if (!(pair.getRightExpression() instanceof MethodCallExpression call
                    && "credentials".equals(call.getMethodAsString()))) {
                pair.getRightExpression().visit(calls);
            }
        }
    }

    private static void each(List<Statement> statements, java.util.function.Consumer<MethodCallExpression> visit) {
        for (var statement : statements) {
            if (statement instanceof ExpressionStatement simple
                    && simple.getExpression() instanceof MethodCallExpression call
                    && call.isImplicitThis()) {
                visit.accept(call);
            }
        }
    }

    private static Optional<ClosureExpression> body(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression tuple
                        && !tuple.getExpressions().isEmpty()
                        && tuple.getExpressions().getLast() instanceof ClosureExpression closure
                ? Optional.of(closure)
                : Optional.empty();
    }

    private static List<Statement> statements(ClosureExpression body) {
        return body.getCode() instanceof BlockStatement block ? block.getStatements() : List.of(body.getCode());
    }
}
