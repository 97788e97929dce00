package dev.millrace.evaluator.language;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.AssertStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/** What code does with names of variables, whichever variables these are. */
final class VariableUses extends CodeVisitorSupport {
    private final Map<String, Integer> declared = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final Set<String> assigned = new HashSet<>();
    /** Where only a variable can stand. */
    private final Set<String> fixed = new HashSet<>(Set.of("it", "this", "super"));

    private boolean asserts;

    /** Looks at all of a class. */
    void all(ClassNode type) {
        type.getMethods().forEach(method -> visit(method.getCode()));
        type.getDeclaredConstructors().forEach(constructor -> visit(constructor.getCode()));
        type.getObjectInitializerStatements().forEach(this::visit);
        type.getFields().forEach(field -> visit(field.getInitialExpression()));
    }

    /** The code names it. */
    boolean names(String name) {
        return named.contains(name);
    }

    /** The code gives it another value than the one that it is declared with. */
    boolean assigns(String name) {
        return assigned.contains(name);
    }

    /** Declared once in all of the code, so that the name means one thing; and used only where another expression could stand. */
    boolean replaceable(String name) {
        return declared.getOrDefault(name, 0) == 1 && !fixed.contains(name);
    }

    @Override
    public void visitVariableExpression(VariableExpression variable) {
        named.add(variable.getName());
        if (asserts) {
            fixed.add(variable.getName());
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isImplicitThis() && call.getMethodAsString() != null) {
            named.add(call.getMethodAsString());
            if (asserts) {
                fixed.add(call.getMethodAsString());
            }
        }
        super.visitMethodCallExpression(call);
    }

    /** What a failed assertion shows is the source, and the values of its parts. */
    @Override
    public void visitAssertStatement(AssertStatement statement) {
        var around = asserts;
        asserts = true;
        super.visitAssertStatement(statement);
        asserts = around;
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        if (declaration.isMultipleAssignmentDeclaration()) {
            declaration.getTupleExpression().getExpressions().forEach(this::declare);
        } else {
            declare(declaration.getVariableExpression());
        }
        declaration.getRightExpression().visit(this);
    }

    @Override
    public void visitBinaryExpression(BinaryExpression expression) {
        if (Types.ofType(expression.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
            assign(expression.getLeftExpression());
            if (expression.getOperation().getType() == Types.ELVIS_EQUAL) {
                fix(expression.getLeftExpression());
            }
            if (expression.getLeftExpression() instanceof TupleExpression several) {
                several.getExpressions().forEach(this::assign);
                several.getExpressions().forEach(this::fix);
            }
        }
        super.visitBinaryExpression(expression);
    }

    @Override
    public void visitPrefixExpression(PrefixExpression expression) {
        assign(expression.getExpression());
        super.visitPrefixExpression(expression);
    }

    @Override
    public void visitPostfixExpression(PostfixExpression expression) {
        assign(expression.getExpression());
        super.visitPostfixExpression(expression);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        if (closure.getParameters() != null) {
            for (var parameter : closure.getParameters()) {
                declare(parameter);
            }
        }
        super.visitClosureExpression(closure);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        declare(loop.getValueVariable());
        declare(loop.getIndexVariable());
        super.visitForLoop(loop);
    }

    @Override
    public void visitCatchStatement(CatchStatement caught) {
        declare(caught.getVariable());
        super.visitCatchStatement(caught);
    }

    private void declare(Expression variable) {
        if (variable instanceof VariableExpression named) {
            declared.merge(named.getName(), 1, Integer::sum);
        }
    }

    private void declare(@Nullable Parameter parameter) {
        if (parameter != null) {
            declared.merge(parameter.getName(), 1, Integer::sum);
        }
    }

    private void assign(Expression variable) {
        if (variable instanceof VariableExpression named) {
            assigned.add(named.getName());
        }
    }

    private void fix(Expression variable) {
        if (variable instanceof VariableExpression named) {
            fixed.add(named.getName());
        }
    }
}
