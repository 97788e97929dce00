package dev.millrace.evaluator.language;

import dev.millrace.evaluator.declarative.SourceRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;

/** The libraries that a pipeline names where they have to be there before it is compiled: {@code @Library('shop@1')}, {@code libraries { lib('shop@1') }}. */
public final class Announcements {
    private static final Pattern ANY = Pattern.compile("@Library\\b|\\blibraries\\s*\\{|\\blibrary\\b");
    private static final Pattern EARLY =
            Pattern.compile("@(org\\.jenkinsci\\.plugins\\.workflow\\.libs\\.)?Library\\b|\\blibraries\\s*\\{");

    private Announcements() {}

    /**
     * A library that is named.
     *
     * @param identifier name, and version behind an {@code @} where it says one; empty: it is computed, and so cannot be known
     */
    public record Announcement(String identifier, int line, int column) {}

    /** Whether a source may use libraries at all. */
    static boolean mayBeIn(String source) {
        return source.length() <= SourceRules.LONGEST && ANY.matcher(source).find();
    }

    /** In the order of the source. A source that is not Groovy announces nothing: what is wrong with it is said when it is compiled. */
    public static List<Announcement> in(String source) {
        if (source.length() > SourceRules.LONGEST || !EARLY.matcher(source).find()) {
            return List.of();
        }
        var unit = new CompilationUnit();
        var parsed = unit.addSource(Compiler.MAIN, Shebang.without(source));
        try {
            unit.compile(Phases.CONVERSION);
        } catch (CompilationFailedException e) {
            return List.of();
        }
        var found = new ArrayList<Announcement>();
        annotations(parsed.getAST(), found);
        for (var statement : parsed.getAST().getStatementBlock().getStatements()) {
            closure(statement, "pipeline")
                    .forEach(section -> closure(section, "libraries").forEach(lib -> call(lib, found)));
        }
        return found;
    }

    private static void annotations(ModuleNode module, List<Announcement> found) {
        var annotated = new ArrayList<AnnotatedNode>(module.getImports());
        annotated.addAll(module.getStarImports());
        annotated.addAll(module.getStaticImports().values());
        annotated.addAll(module.getStaticStarImports().values());
        annotated.addAll(module.getClasses());
        annotated.addAll(module.getMethods());
        if (module.getPackage() != null) {
            annotated.add(module.getPackage());
        }
        for (var statement : module.getStatementBlock().getStatements()) {
            if (statement instanceof ExpressionStatement simple) {
                annotated.add(simple.getExpression());
            }
        }
        annotated.stream()
                .flatMap(node -> node.getAnnotations().stream())
                .filter(annotation ->
                        annotation.getClassNode().getNameWithoutPackage().equals("Library"))
                .distinct()
                .forEach(annotation -> annotation(annotation, found));
    }

    private static void annotation(AnnotationNode annotation, List<Announcement> found) {
        var value = annotation.getMember("value");
        var items = value instanceof ListExpression list
                ? list.getExpressions()
                : value == null ? List.<Expression>of() : List.of(value);
        for (var item : items) {
            found.add(new Announcement(
                    item instanceof ConstantExpression constant ? String.valueOf(constant.getValue()) : "",
                    item.getLineNumber(),
                    item.getColumnNumber()));
        }
    }

    /** The statements in the closure of a call. */
    private static List<Statement> closure(Statement statement, String name) {
        if (statement instanceof ExpressionStatement simple
                && simple.getExpression() instanceof MethodCallExpression call
                && name.equals(call.getMethodAsString())
                && call.getArguments() instanceof TupleExpression arguments
                && !arguments.getExpressions().isEmpty()
                && arguments.getExpressions().getLast() instanceof ClosureExpression closure
                && closure.getCode() instanceof BlockStatement block) {
            return block.getStatements();
        }
        return List.of();
    }

    private static void call(Statement statement, List<Announcement> found) {
        if (statement instanceof ExpressionStatement simple
                && simple.getExpression() instanceof MethodCallExpression call
                && "lib".equals(call.getMethodAsString())
                && call.getArguments() instanceof TupleExpression arguments
                && arguments.getExpressions().size() == 1
                // one whose name is computed is loaded when the pipeline begins
                && arguments.getExpressions().getFirst() instanceof ConstantExpression argument) {
            found.add(new Announcement(
                    String.valueOf(argument.getValue()), argument.getLineNumber(), argument.getColumnNumber()));
        }
    }
}
