package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;

/** Collects, while a pipeline is read, what is wrong and what is computed later. */
final class Sheet {
    final Known known;
    final Set<String> methods;
    private final List<Problem> problems = new ArrayList<>();
    private final List<ClosureExpression> closures = new ArrayList<>();

    Sheet(Known known, Set<String> methods) {
        this.known = known;
        this.methods = methods;
    }

    void wrong(ASTNode where, String message, String hint) {
        problems.add(new Problem(where.getLineNumber(), where.getColumnNumber(), message, hint, true));
    }

    /** Something that a library, or a plugin that comes later, may put right before the run comes to it. */
    void doubtful(ASTNode where, String message, String hint) {
        problems.add(new Problem(where.getLineNumber(), where.getColumnNumber(), message, hint, false));
    }

    void wrong(ASTNode where, String message) {
        wrong(where, message, "");
    }

    /** The closure of a block. */
    int closure(ClosureExpression body) {
        closures.add(body);
        return closures.size() - 1;
    }

    /** The value of an expression: itself where it is a constant, else a closure that computes it. */
    Model.Operand operand(Expression expression) {
        if (expression instanceof ConstantExpression constant) {
            return Model.Operand.of(constant.getValue());
        }
        var code = new BlockStatement();
        var statement = new ReturnStatement(expression);
        statement.setSourcePosition(expression);
        code.addStatement(statement);
        var closure = new ClosureExpression(Parameter.EMPTY_ARRAY, code);
        closure.setVariableScope(new VariableScope());
        closure.setSourcePosition(expression);
        return new Model.Operand(null, closure(closure));
    }

    List<ClosureExpression> closures() {
        return closures;
    }

    List<Problem> problems() {
        return problems.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
