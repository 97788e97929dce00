package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.InnerClassNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Cuts bodies that are too long for one method of the JVM (64 KiB) into closures that are called one after the other. They see and change the
 * variables around them, so that nothing else changes. A declaration stays where it is: what comes later must see it; so does a statement that
 * returns, or leaves a loop, and the last one, whose value may be the body's. Where what stays is still too long, the rest of the body becomes a
 * closure at its end, and so on: there it sees all that was declared before, and to return from it is to return from the body.
 */
final class Chunks implements CompilationUnit.ISourceUnitOperation {
    /** Expressions of a body that certainly fit into a method. */
    private static final int LONGEST = 3_000;

    private static final int CHUNK = 1_000;

    @Override
    public void call(SourceUnit source) {
        var module = source.getAST();
        var bodies = new Bodies();
        bodies.all(module.getStatementBlock());
        module.getMethods().forEach(method -> bodies.all(method.getCode()));
        var inner = new VariableUses();
        for (var type : List.copyOf(module.getClasses())) {
            methods(type, bodies);
            if (type instanceof InnerClassNode) {
                inner.all(type);
            }
        }
        var variables = new HeldVariables(source, inner);
        for (var body : bodies.found().reversed()) {
            if (bodies.whole(body)) {
                var statements = body.getStatements();
                variables.hold(statements, isLong(statements), name -> bodies.declaredAround(body, name));
            }
        }
        // inner ones first: they are closures of their own then, and weigh little in what is around them
        for (var body : bodies.found().reversed()) {
            var statements = body.getStatements();
            if (isLong(statements)) {
                cut(statements);
                if (bodies.whole(body)) {
                    nest(statements);
                }
            }
        }
    }

    private static void methods(ClassNode type, Bodies bodies) {
        type.getMethods().forEach(method -> bodies.all(method.getCode()));
        type.getDeclaredConstructors().forEach(constructor -> bodies.all(constructor.getCode()));
    }

    private static boolean isLong(List<Statement> statements) {
        return statements.size() > 2
                && statements.stream()
                                .mapToLong(statement -> Weight.of(statement).expressions)
                                .sum()
                        > LONGEST;
    }

    private static void cut(List<Statement> statements) {
        var cut = new ArrayList<Statement>();
        var chunk = new ArrayList<Statement>();
        int sum = 0;
        for (var statement : statements.subList(0, statements.size() - 1)) {
            var weight = Weight.of(statement);
            if (weight.stays || sum + weight.expressions > CHUNK) {
                flush(chunk, cut);
                sum = 0;
            }
            if (weight.stays) {
                cut.add(statement);
            } else {
                chunk.add(statement);
                sum += weight.expressions;
            }
        }
        flush(chunk, cut);
        cut.add(statements.getLast());
        statements.clear();
        statements.addAll(cut);
    }

    private static void nest(List<Statement> statements) {
        var parts = new ArrayList<List<Statement>>();
        var part = new ArrayList<Statement>();
        int sum = 0;
        for (var statement : statements) {
            int weight = Weight.of(statement).expressions;
            if (!part.isEmpty() && sum + weight > LONGEST) {
                parts.add(part);
                part = new ArrayList<>();
                sum = 0;
            }
            part.add(statement);
            sum += weight;
        }
        for (var before : parts.reversed()) {
            before.add(called(part));
            part = new ArrayList<>(before);
        }
        statements.clear();
        statements.addAll(part);
    }

    private static void flush(List<Statement> chunk, List<Statement> cut) {
        if (chunk.size() < 2) {
            cut.addAll(chunk);
        } else {
            cut.add(called(chunk));
        }
        chunk.clear();
    }

    private static Statement called(List<Statement> statements) {
        var first = statements.getFirst();
        var code = new BlockStatement(new ArrayList<>(statements), new VariableScope());
        code.setSourcePosition(first);
        var closure = new ClosureExpression(Parameter.EMPTY_ARRAY, code);
        closure.setVariableScope(new VariableScope());
        closure.setSourcePosition(first);
        var call = new MethodCallExpression(closure, "call", new ArgumentListExpression());
        call.setSourcePosition(first);
        var statement = new ExpressionStatement(call);
        statement.setSourcePosition(first);
        return statement;
    }
}
