package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;

/** Collects, while a pipeline is read, what is wrong and what is computed later. */
final class Sheet {
    private static final int NAMED_AT_MOST = 24;
    /** A file with more is something else, and nobody reads them. */
    private static final int PROBLEMS_AT_MOST = 1000;

    final Known known;
    final Set<String> methods;
    final Values values = new Values(this);
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

    /** At a place that no node has. */
    void wrong(int line, int column, String message, String hint) {
        problems.add(new Problem(line, column, message, hint, true));
    }

    /** A section that was written without its block; gives the nothing that it holds. */
    <T> List<T> needsBlock(Item item) {
        wrong(
                item.node(),
                "Not a valid section definition: \"" + item.name() + "\". Some extra configuration is required.",
                "Write " + item.name() + " { }");
        return List.of();
    }

    /** The closure of a block. */
    int closure(ClosureExpression body) {
        closures.add(body);
        return closures.size() - 1;
    }

    /** The value of an expression: itself where it is a constant, else a closure that computes it. */
    Model.Operand operand(Expression expression) {
        values.check(expression);
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

    /** A hint that names what there is, or the first of it. */
    static String valid(Collection<String> names) {
        var sorted = new TreeSet<>(names);
        return "Valid are " + sorted.stream().limit(NAMED_AT_MOST).collect(Collectors.joining(", "))
                + (sorted.size() > NAMED_AT_MOST ? " and " + (sorted.size() - NAMED_AT_MOST) + " more" : "");
    }

    /** An expression as it is written, as far as its kind matters to people: a text with values in it in its quotes. */
    static String source(Expression expression) {
        return expression instanceof GStringExpression text ? "\"" + quoted(text) + "\"" : expression.getText();
    }

    private static String quoted(GStringExpression text) {
        var source = new StringBuilder();
        for (int i = 0; i < text.getStrings().size(); i++) {
            source.append(text.getStrings().get(i).getText());
            if (i < text.getValues().size()) {
                source.append("${").append(text.getValues().get(i).getText()).append('}');
            }
        }
        return source.toString();
    }

    List<ClosureExpression> closures() {
        return closures;
    }

    List<Problem> problems() {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .limit(PROBLEMS_AT_MOST)
                .toList();
    }
}
