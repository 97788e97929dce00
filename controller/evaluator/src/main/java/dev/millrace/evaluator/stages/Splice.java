package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Parsed;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * Puts the closures of a declarative pipeline in the place of its statement. They come in portions, each made by a closure of its own, so that no
 * method grows with the pipeline; being closures, they see the script's local variables.
 */
final class Splice {
    static final int PORTION = 100;

    private Splice() {}

    static void into(List<Statement> statements, Parsed parsed) {
        var portions = new ListExpression();
        var closures = parsed.closures();
        for (int from = 0; from < closures.size(); from += PORTION) {
            var portion = closures.subList(from, Math.min(closures.size(), from + PORTION));
            portions.addExpression(closure(new ListExpression(new ArrayList<Expression>(portion))));
        }
        var call = new MethodCallExpression(
                VariableExpression.THIS_EXPRESSION, "dialect", new ArgumentListExpression(portions));
        call.setSourcePosition(parsed.statement());
        var replacement = new ExpressionStatement(call);
        replacement.setSourcePosition(parsed.statement());
        statements.set(statements.indexOf(parsed.statement()), replacement);
    }

    private static ClosureExpression closure(Expression value) {
        var code = new BlockStatement();
        code.addStatement(new ReturnStatement(value));
        var closure = new ClosureExpression(Parameter.EMPTY_ARRAY, code);
        closure.setVariableScope(new VariableScope());
        return closure;
    }
}
