package dev.millrace.evaluator.declarative;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Checks the arguments of a step's call wherever it stands, scripted code included, by the rules of declarative blocks. */
public final class StepCalls {
    private StepCalls() {}

    /** What is wrong with the arguments, as far as they are written out. */
    public static List<Problem> check(MethodCallExpression call, Signature takes, Known known) {
        var sheet = new Sheet(known, Set.of());
        var arguments = new ArgumentsCheck(sheet);
        var item = Item.call(call);
        if (takes.block() && item.body().isEmpty()) {
            // Scripted code passes blocks in variables, and stage('x') may stand without one: the run sees to it.
            arguments.step(withoutBlock(item), new Signature(takes.name(), takes.fields(), false, takes.open()));
        } else {
            arguments.step(item, takes);
        }
        return sheet.problems();
    }

    /** What is wrong with the arguments of a call that stands for a value, as far as they are written out. */
    public static List<Problem> value(MethodCallExpression call, Signature takes, Known known) {
        var sheet = new Sheet(known, Set.of());
        new ArgumentsCheck(sheet).value(Item.call(call), takes);
        return sheet.problems();
    }

    private static Item withoutBlock(Item item) {
        var values = item.positional();
        var block = values.size() + item.named().size() > 1 && !values.isEmpty() && computed(values.getLast());
        return block
                ? new Item(
                        item.name(),
                        item.node(),
                        true,
                        values.subList(0, values.size() - 1),
                        item.named(),
                        Optional.empty())
                : item;
    }

    private static boolean computed(Expression value) {
        return !(value instanceof ConstantExpression || value instanceof GStringExpression);
    }
}
