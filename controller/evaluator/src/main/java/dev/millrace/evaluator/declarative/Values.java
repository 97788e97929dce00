package dev.millrace.evaluator.declarative;

import java.math.BigInteger;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Finds in values what can not be meant, whatever takes them. Blocks inside are looked at by those that know what they are. */
final class Values extends CodeVisitorSupport {
    private final Sheet sheet;

    Values(Sheet sheet) {
        this.sheet = sheet;
    }

    void check(Expression value) {
        value.visit(this);
    }

    @Override
    public void visitConstantExpression(ConstantExpression constant) {
        if (constant.getValue() instanceof BigInteger) {
            sheet.wrong(
                    constant,
                    "The number " + constant.getValue() + " is too large: it goes up to " + Long.MAX_VALUE,
                    "Write a smaller one, or put it in quotes");
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        var name = call.getMethodAsString();
        if ("$".equals(name) && call.isImplicitThis()) {
            sheet.wrong(call, "${…} stands for a value only inside double quotes", "Write \"${…}\", or leave ${ } out");
            return;
        }
        if ("properties".equals(name) && call.isImplicitThis()) {
            sheet.wrong(
                    call,
                    "Invalid step \"properties\" used - not allowed in this context",
                    "Use the options, parameters and triggers of pipeline { }");
        }
        super.visitMethodCallExpression(call);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {}

    /** A call inside a value of a directive has no block: it would run while the pipeline is only described. */
    void describe(Expression value) {
        value.visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (call.getArguments() instanceof TupleExpression arguments
                        && !"$".equals(call.getMethodAsString())
                        && call.isImplicitThis()) {
                    for (var argument : arguments.getExpressions()) {
                        if (argument instanceof ClosureExpression) {
                            sheet.wrong(
                                    argument,
                                    "A call inside a directive takes no block",
                                    "Compute it before pipeline { }, and use the variable");
                        }
                    }
                }
                super.visitMethodCallExpression(call);
            }

            @Override
            public void visitClosureExpression(ClosureExpression closure) {}
        });
    }
}
