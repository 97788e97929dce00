package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Known;
import dev.millrace.evaluator.declarative.PipelineReader;
import dev.millrace.evaluator.declarative.Problem;
import dev.millrace.evaluator.declarative.Signature;
import dev.millrace.evaluator.language.Dialect;
import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.evaluator.lint.Names;
import dev.millrace.wire.proto.ProblemRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.SyntaxException;

/** Reads {@code pipeline { }} while a script is compiled, and puts its closures in its place. */
final class DeclarativeReader implements Dialect.Reading, Known {
    private static final Set<String> PRINTING = Set.of("print", "println", "printf", "sprintf");

    private final StepCatalog catalog;
    private final Set<String> variables;
    private Optional<DeclarativeBlock> block = Optional.empty();
    private boolean libraries;
    private List<Problem> problems = List.of();

    DeclarativeReader(StepCatalog catalog, Set<String> variables) {
        this.variables = variables;
        this.catalog = catalog;
    }

    @Override
    public void call(SourceUnit source) {
        var module = source.getAST();
        libraries = Names.libraries(module);
        var methods = module.getMethods().stream().map(MethodNode::getName).collect(Collectors.toSet());
        methods.addAll(PRINTING);
        methods.addAll(variables);
        methods.addAll(variables(module.getStatementBlock().getStatements()));
        var statements = module.getStatementBlock().getStatements();
        PipelineReader.read(statements, methods, this).ifPresent(parsed -> {
            problems = parsed.problems();
            for (var problem : problems) {
                if (problem.fatal()) {
                    source.addErrorAndContinue(
                            new SyntaxException(problem.message(), problem.line(), problem.column()));
                }
            }
            parsed.model().ifPresent(model -> {
                block = Optional.of(new DeclarativeBlock(model, Interpolated.names(parsed)));
                Splice.into(statements, parsed);
            });
        });
    }

    /** Variables of the script's top: they may hold closures, which are called like steps. */
    private static List<String> variables(List<Statement> statements) {
        return statements.stream()
                .filter(statement -> statement instanceof ExpressionStatement simple
                        && simple.getExpression() instanceof BinaryExpression pair
                        && pair.getLeftExpression() instanceof VariableExpression)
                .map(statement -> ((BinaryExpression) ((ExpressionStatement) statement).getExpression())
                        .getLeftExpression()
                        .getText())
                .toList();
    }

    @Override
    public Optional<Dialect.Block> block() {
        return block.map(Dialect.Block.class::cast);
    }

    @Override
    public List<ProblemRecord> problems(String file) {
        return problems.stream()
                .map(problem -> ProblemRecord.newBuilder()
                        .setFile(file)
                        .setLine(Math.max(0, problem.line()))
                        .setColumn(Math.max(0, problem.column()))
                        .setMessage(problem.message())
                        .setHint(problem.hint())
                        .build())
                .toList();
    }

    @Override
    public Set<String> steps() {
        return catalog.names();
    }

    @Override
    public String hint(String name, Set<String> names) {
        return Nearest.hint(name, names);
    }

    @Override
    public Optional<Signature> takes(String name) {
        return new Names(catalog).takes(name);
    }

    @Override
    public Optional<Missing> missing(String step, Set<String> defined) {
        return new Names(catalog).missing(step, defined, libraries);
    }
}
