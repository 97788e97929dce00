package dev.millrace.evaluator.language;

import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** How much of its method a statement takes, and whether it can be moved into a closure. What closures in it do is not its own. */
final class Weight extends CodeVisitorSupport {
    private static final int CLOSURE = 4;
    int expressions;
    boolean stays;

    private Weight() {}

    static Weight of(Statement statement) {
        var weight = new Weight();
        weight.stays = statement instanceof ExpressionStatement simple
                && simple.getExpression() instanceof DeclarationExpression;
        statement.visit(weight);
        return weight;
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        expressions += CLOSURE;
    }

    @Override
    public void visitReturnStatement(ReturnStatement statement) {
        stays = true;
        super.visitReturnStatement(statement);
    }

    @Override
    public void visitBreakStatement(BreakStatement statement) {
        stays = true;
    }

    @Override
    public void visitContinueStatement(ContinueStatement statement) {
        stays = true;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        expressions += 2;
        // super is not the same inside a closure
        stays |= call.getObjectExpression() instanceof VariableExpression receiver && receiver.isSuperExpression();
        super.visitMethodCallExpression(call);
    }

    @Override
    public void visitConstantExpression(ConstantExpression expression) {
        expressions++;
    }

    @Override
    public void visitVariableExpression(VariableExpression expression) {
        expressions++;
    }

    @Override
    public void visitArgumentlistExpression(ArgumentListExpression arguments) {
        expressions++;
        super.visitArgumentlistExpression(arguments);
    }
}
