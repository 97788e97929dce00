package dev.millrace.evaluator.lint;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/**
 * The arguments that a call is written with.
 *
 * @param named {@code a: 1}
 * @param positional the others, a closure at the end included
 */
public record Given(List<MapEntryExpression> named, List<Expression> positional) {
    /** Splits a call's arguments. */
    public static Given of(Expression arguments) {
        var named = new ArrayList<MapEntryExpression>();
        var positional = new ArrayList<Expression>();
        if (arguments instanceof TupleExpression tuple) {
            for (var argument : tuple.getExpressions()) {
                switch (argument) {
                    case NamedArgumentListExpression list -> named.addAll(list.getMapEntryExpressions());
                    // Named arguments beside others are a map in front; a map alone is a value.
                    case MapExpression map
                    when positional.isEmpty() && tuple.getExpressions().size() > 1 ->
                        named.addAll(map.getMapEntryExpressions());
                    default -> positional.add(argument);
                }
            }
        } else {
            positional.add(arguments);
        }
        return new Given(named, positional);
    }

    /** Only the run knows what it passes: {@code f(*list)}, {@code f(*: map)}, {@code f((name): 1)}. */
    boolean open() {
        return positional.stream().anyMatch(SpreadExpression.class::isInstance)
                || named.stream()
                        .anyMatch(entry -> entry.getKeyExpression() instanceof SpreadMapExpression
                                || !(entry.getKeyExpression()
                                        instanceof org.codehaus.groovy.ast.expr.ConstantExpression));
    }

    /** Those without names, without the body. */
    List<Expression> values() {
        return !positional.isEmpty() && positional.getLast() instanceof ClosureExpression
                ? positional.subList(0, positional.size() - 1)
                : positional;
    }
}
