package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Parsed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;

/**
 * The names that stand alone in a text, as in {@code "x${NAME}y"}. Where such a text is a variable of {@code environment}, Jenkins writes
 * {@code null} for a name that means nothing; inside of an expression it is a mistake.
 */
final class Interpolated {
    private Interpolated() {}

    /** By the number of the closure that computes the text. */
    static Map<Integer, Set<String>> names(Parsed parsed) {
        var all = new HashMap<Integer, Set<String>>();
        var closures = parsed.closures();
        for (int number = 0; number < closures.size(); number++) {
            var names = names(closures.get(number));
            if (!names.isEmpty()) {
                all.put(number, names);
            }
        }
        return all;
    }

    private static Set<String> names(ClosureExpression closure) {
        var names = new HashSet<String>();
        if (closure.getCode() instanceof BlockStatement code
                && code.getStatements().size() == 1
                && code.getStatements().getFirst() instanceof ReturnStatement value
                && value.getExpression() instanceof GStringExpression text) {
            for (var part : text.getValues()) {
                if (part instanceof VariableExpression variable) {
                    names.add(variable.getName());
                }
            }
        }
        return names;
    }
}
