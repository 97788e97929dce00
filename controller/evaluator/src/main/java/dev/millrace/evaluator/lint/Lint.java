package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.language.StepCatalog;
import java.util.Comparator;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;

/** Checks the calls of pipelines. Immutable; safe for use by many threads. */
final class Lint {
    private static final Comparator<Finding> ORDER =
            Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column);
    private final Names names;
    private final DefaultMethods defaults = new DefaultMethods();

    /** Over these steps. */
    Lint(StepCatalog catalog) {
        this.names = new Names(catalog);
    }

    /** What a source calls, as it was parsed: before anything changed its tree. */
    Findings check(ModuleNode module) {
        var definitions = Definitions.of(module);
        var calls = new Calls(names, defaults, definitions);
        var declarative = new Sections(calls);
        module.getStatementBlock().getStatements().forEach(calls::outermost);
        for (var type : module.getClasses()) {
            if (!type.isScript()) {
                calls.classes(type);
            }
        }
        for (var method : module.getMethods()) {
            calls.method(method);
        }
        for (var statement : module.getStatementBlock().getStatements()) {
            if (!(statement instanceof ExpressionStatement simple && declarative.pipeline(simple.getExpression()))) {
                statement.visit(calls);
            }
        }
        return new Findings(
                calls.found(),
                calls.findings().stream().sorted(ORDER).distinct().toList(),
                calls.libraries());
    }
}
