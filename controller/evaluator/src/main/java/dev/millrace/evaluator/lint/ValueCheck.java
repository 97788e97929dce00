package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.declarative.Known;
import dev.millrace.evaluator.declarative.Problem;
import dev.millrace.evaluator.declarative.StepCalls;
import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * Holds values that pipelines make by name, and maps with a {@code $class}, against their descriptions. A name may have several: a value has to fit one.
 * Of values that wait for a provider only what looks mistyped is a problem.
 */
final class ValueCheck {
    private final StepCatalog catalog;
    private final Known known;

    ValueCheck(StepCatalog catalog, Known known) {
        this.catalog = catalog;
        this.known = known;
    }

    /** A call that stands for a value. */
    List<Finding> call(MethodCallExpression call) {
        var name = String.valueOf(call.getMethodAsString());
        var given = Given.of(call.getArguments());
        var step = catalog.step(name);
        return given.open() || (step.isPresent() && !beyond(step.get(), given))
                ? List.of()
                : check(call, given.named(), catalog.symbols(name));
    }

    /** A call of a name that a step has, too, means the value where it gives what the step does not take. */
    private static boolean beyond(StepDescription step, Given given) {
        return given.named().stream()
                .anyMatch(entry -> step.getParametersList().stream()
                        .noneMatch(parameter -> parameter
                                .getName()
                                .equals(entry.getKeyExpression().getText())));
    }

    /** A map: one with a {@code $class} that a value has. */
    List<Finding> map(MapExpression map) {
        return type(map).map(type -> map(map, catalog.typed(type))).orElse(List.of());
    }

    private List<Finding> map(MapExpression map, List<SymbolDescription> described) {
        var entries = map.getMapEntryExpressions().stream()
                .filter(entry -> !entry.getKeyExpression().getText().equals("$class"))
                .toList();
        var named = new NamedArgumentListExpression(entries);
        var call = new MethodCallExpression(
                VariableExpression.THIS_EXPRESSION,
                described.isEmpty() ? "" : described.getFirst().getName(),
                new TupleExpression(named));
        call.setSourcePosition(map);
        return check(call, entries, described);
    }

    /** The {@code $class} of a map, where it is written out. */
    static Optional<String> type(MapExpression map) {
        return map.getMapEntryExpressions().stream()
                .filter(entry -> entry.getKeyExpression().getText().equals("$class"))
                .map(MapEntryExpression::getValueExpression)
                .filter(ConstantExpression.class::isInstance)
                .map(Expression::getText)
                .findFirst();
    }

    private List<Finding> check(
            MethodCallExpression call, List<MapEntryExpression> entries, List<SymbolDescription> described) {
        var findings = new ArrayList<Finding>();
        described.stream()
                .map(symbol -> problems(call, entries, symbol))
                .min(Comparator.comparingInt(List::size))
                .ifPresent(findings::addAll);
        if (!described.isEmpty()) {
            entries.forEach(entry -> findings.addAll(inside(entry)));
        }
        return findings;
    }

    /** Maps that are a value because of the parameter that they stand in: {@code userRemoteConfigs: [[url: 'x']]}. */
    private List<Finding> inside(MapEntryExpression entry) {
        var described = catalog.within(entry.getKeyExpression().getText());
        if (described.isEmpty() || !(entry.getValueExpression() instanceof ListExpression list)) {
            return List.of();
        }
        return list.getExpressions().stream()
                .filter(MapExpression.class::isInstance)
                .map(MapExpression.class::cast)
                .filter(map -> type(map).isEmpty())
                .flatMap(map -> map(map, described).stream())
                .toList();
    }

    private List<Finding> problems(
            MethodCallExpression call, List<MapEntryExpression> entries, SymbolDescription symbol) {
        if (!symbol.getOpen() && symbol.getProvider().isEmpty()) {
            return StepCalls.value(call, StepSignatures.of(symbol), known).stream()
                    .map(ValueCheck::finding)
                    .toList();
        }
        var names = new TreeSet<String>();
        symbol.getParametersList().forEach(parameter -> names.add(parameter.getName()));
        return entries.stream()
                .filter(entry -> entry.getKeyExpression() instanceof ConstantExpression)
                .filter(entry -> !names.contains(entry.getKeyExpression().getText()))
                .flatMap(entry -> Nearest.to(entry.getKeyExpression().getText(), names)
                        .map(near -> mistyped(entry, entry.getKeyExpression().getText(), symbol.getName(), near))
                        .stream())
                .toList();
    }

    private static Finding mistyped(ASTNode place, String name, String value, String near) {
        return new Finding(
                place.getLineNumber(),
                place.getColumnNumber(),
                "Invalid parameter \"%s\" of \"%s\"".formatted(name, value),
                "Did you mean '%s'?".formatted(near));
    }

    private static Finding finding(Problem problem) {
        return new Finding(problem.line(), problem.column(), problem.message(), problem.hint());
    }
}
