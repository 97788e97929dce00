package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.jspecify.annotations.Nullable;

/** All blocks of statements of a source, and what is declared around them. */
final class Bodies extends CodeVisitorSupport {
    private final List<BlockStatement> found = new ArrayList<>();
    private final IdentityHashMap<BlockStatement, Scope> scopes = new IdentityHashMap<>();
    private @Nullable Scope scope;

    /** What is declared in a script, a method or a closure, without the closures in it. */
    private record Scope(@Nullable Scope outer, Set<String> declared) {}

    /** Adds those of a method. */
    void all(@Nullable Statement code) {
        if (code instanceof BlockStatement body && !scopes.containsKey(body)) {
            within(body, Parameter.EMPTY_ARRAY);
        }
    }

    private void within(BlockStatement body, Parameter[] parameters) {
        var outer = scope;
        scope = new Scope(outer, new HashSet<>());
        for (var parameter : parameters) {
            declare(parameter.getName());
        }
        scopes.put(body, scope);
        body.visit(this);
        scope = outer;
    }

    /** Outer ones first. */
    List<BlockStatement> found() {
        return found;
    }

    /** It is all of a script, a method or a closure. */
    boolean whole(BlockStatement body) {
        return scopes.containsKey(body);
    }

    /** A name is declared in the method or the closures that this closure stands in. */
    boolean declaredAround(BlockStatement closure, String name) {
        var own = scopes.get(closure);
        for (var around = own == null ? null : own.outer(); around != null; around = around.outer()) {
            if (around.declared().contains(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        if (closure.getCode() instanceof BlockStatement body) {
            within(body, closure.getParameters() == null ? Parameter.EMPTY_ARRAY : closure.getParameters());
        } else {
            super.visitClosureExpression(closure);
        }
    }

    @Override
    public void visitBlockStatement(BlockStatement block) {
        found.add(block);
        super.visitBlockStatement(block);
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        if (declaration.isMultipleAssignmentDeclaration()) {
            declaration.getTupleExpression().getExpressions().forEach(one -> {
                if (one instanceof VariableExpression variable) {
                    declare(variable.getName());
                }
            });
        } else {
            declare(declaration.getVariableExpression().getName());
        }
        super.visitDeclarationExpression(declaration);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        if (loop.getValueVariable() != null) {
            declare(loop.getValueVariable().getName());
        }
        super.visitForLoop(loop);
    }

    @Override
    public void visitCatchStatement(CatchStatement caught) {
        declare(caught.getVariable().getName());
        super.visitCatchStatement(caught);
    }

    private void declare(String name) {
        if (scope != null) {
            scope.declared().add(name);
        }
    }
}
