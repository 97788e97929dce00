package dev.millrace.evaluator.language;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;

/** Finds the statements of a {@link Dialect} inside of methods: a variable of a shared library may hold a whole {@code pipeline { }}, or one of several. */
final class Pockets {
    private static final String STATEMENT = "pipeline";
    private static final String CALL = "dialect";

    private Pockets() {}

    /** Reads all of them, in the order of the source. A call of {@link PipelineScript#dialect(int, List)} takes the place of each. */
    static List<Dialect.Reading> read(SourceUnit source, Supplier<Dialect.Reading> readings) {
        var blocks = new ArrayList<List<Statement>>();
        var finder = new CodeVisitorSupport() {
            @Override
            public void visitBlockStatement(BlockStatement block) {
                if (block.getStatements().stream().anyMatch(Pockets::holds)) {
                    blocks.add(block.getStatements());
                }
                super.visitBlockStatement(block);
            }

            @Override
            public void visitClosureExpression(ClosureExpression closure) {
                // what is inside a pipeline's closures is the pipeline's own
            }
        };
        source.getAST().getMethods().forEach(method -> {
            if (method.getCode() != null) {
                method.getCode().visit(finder);
            }
        });
        var read = new ArrayList<Dialect.Reading>();
        for (var block : blocks) {
            var reading = readings.get();
            inside(source, block, reading);
            number(block, read.size());
            read.add(reading);
        }
        return read;
    }

    private static boolean holds(Statement statement) {
        return statement instanceof ExpressionStatement simple
                && simple.getExpression() instanceof MethodCallExpression call
                && STATEMENT.equals(call.getMethodAsString())
                && call.isImplicitThis()
                && call.getArguments() instanceof TupleExpression arguments
                && arguments.getExpressions().size() == 1
                && arguments.getExpressions().getFirst() instanceof ClosureExpression;
    }

    /** The reading looks at the top of the source: there the block's statements stand meanwhile. */
    private static void inside(SourceUnit source, List<Statement> block, Dialect.Reading reading) {
        var top = source.getAST().getStatementBlock().getStatements();
        var own = List.copyOf(top);
        top.clear();
        top.addAll(block);
        reading.call(source);
        block.clear();
        block.addAll(top);
        top.clear();
        top.addAll(own);
    }

    private static void number(List<Statement> block, int number) {
        for (var statement : block) {
            if (statement instanceof ExpressionStatement simple
                    && simple.getExpression() instanceof MethodCallExpression call
                    && CALL.equals(call.getMethodAsString())
                    && call.getArguments() instanceof TupleExpression arguments
                    && arguments.getExpressions().size() == 1) {
                Expression portions = arguments.getExpressions().getFirst();
                call.setArguments(new ArgumentListExpression(new ConstantExpression(number), portions));
            }
        }
    }
}
