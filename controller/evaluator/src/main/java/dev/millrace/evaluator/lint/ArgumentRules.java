package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

/** What is wrong with the arguments of a step's call, as far as they can be read without running it. */
public final class ArgumentRules {
    private ArgumentRules() {}

    /** Everything that is wrong; the call itself is the place of what is missing. */
    public static List<Finding> check(StepDescription step, ASTNode call, Given given) {
        var findings = new ArrayList<Finding>();
        if (given.open() || step.getName().equals("parallel")) {
            return findings;
        }
        var free = StepCatalog.takesMap(step);
        var names = new TreeSet<String>();
        step.getParametersList().forEach(parameter -> names.add(parameter.getName()));
        var seen = new HashSet<String>();
        for (var entry : given.named()) {
            var name = entry.getKeyExpression().getText();
            if (!seen.add(name)) {
                findings.add(at(entry, "Duplicate named parameter '" + name + "' found", "Remove one"));
                continue;
            }
            var parameter = parameter(step, name);
            if (parameter.isPresent()) {
                wrong(step, parameter.get(), entry.getValueExpression()).ifPresent(findings::add);
            } else if (!free) {
                findings.add(at(
                        entry,
                        "Invalid parameter \"" + name + "\" of step \"" + step.getName() + "\"",
                        hint(name, names)));
            }
        }
        var values = given.values();
        var positional = step.getParametersList().stream()
                .filter(ParameterDescription::getPositional)
                .findFirst();
        if (values.size() > 1) {
            findings.add(at(
                    values.get(1),
                    "Step \"" + step.getName() + "\" takes one value without a name, not " + values.size(),
                    "Name them: " + String.join(", ", names)));
        } else if (values.size() == 1 && positional.isPresent()) {
            wrong(step, positional.get(), values.getFirst()).ifPresent(findings::add);
        } else if (values.size() == 1 && !(values.getFirst() instanceof MapExpression)) {
            findings.add(at(
                    values.getFirst(),
                    "Step \"" + step.getName() + "\" takes no value without a name",
                    names.isEmpty() ? "Write " + step.getName() + "()" : "Name it: " + String.join(", ", names)));
        }
        if (!(free && !given.named().isEmpty()) && values.size() <= 1) {
            missing(step, call, given, seen).ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> missing(StepDescription step, ASTNode call, Given given, HashSet<String> seen) {
        var values = given.values();
        if (values.size() == 1 && values.getFirst() instanceof MapExpression && !StepCatalog.takesMap(step)) {
            return Optional.empty(); // sh([script: 'x']): its entries are checked when it runs
        }
        var missing = step.getParametersList().stream()
                .filter(ParameterDescription::getRequired)
                .filter(parameter -> !seen.contains(parameter.getName()))
                .filter(parameter -> values.isEmpty() || !parameter.getPositional())
                .map(ParameterDescription::getName)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(at(
                        call,
                        "Missing required parameter: "
                                + missing.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "))
                                + " of step \"" + step.getName() + "\"",
                        ""));
    }

    private static Optional<ParameterDescription> parameter(StepDescription step, String name) {
        return step.getParametersList().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst();
    }

    /** A value that is written out and that the parameter does not take. */
    private static Optional<Finding> wrong(StepDescription step, ParameterDescription parameter, Expression value) {
        if (value instanceof MapExpression map && parameter.getPositional() && !map.getMapEntryExpressions().isEmpty()) {
            return Optional.empty(); // the arguments of the call as one map
        }
        return wanted(parameter, value)
                .map(wanted -> at(
                        value,
                        "'" + parameter.getName() + "' of " + step.getName() + " takes " + wanted + ", not "
                                + shown(value),
                        ""));
    }

    private static Optional<String> wanted(ParameterDescription parameter, Expression value) {
        var literal = value instanceof ConstantExpression constant
                ? Optional.ofNullable(constant.getValue())
                : Optional.empty();
        var structure = value instanceof MapExpression
                || value instanceof ListExpression
                || value instanceof ClosureExpression;
        return switch (parameter.getType()) {
            case ANY, LIST, UNRECOGNIZED -> Optional.empty();
            case TEXT -> structure ? Optional.of("text") : Optional.empty();
            case TRUTH ->
                structure
                                || literal.filter(constant -> !constant.toString().equals("true")
                                                && !constant.toString().equals("false"))
                                        .isPresent()
                        ? Optional.of("true or false")
                        : Optional.empty();
            case INTEGER ->
                structure || literal.filter(constant -> !whole(constant)).isPresent()
                        ? Optional.of("a whole number")
                        : Optional.empty();
            case REAL ->
                structure || literal.filter(constant -> !number(constant)).isPresent()
                        ? Optional.of("a number")
                        : Optional.empty();
            case MAP ->
                literal.isPresent() || value instanceof ListExpression && !(value instanceof MapExpression)
                        ? Optional.of("a map")
                        : Optional.empty();
            case CHOICE ->
                structure
                                || literal.filter(constant ->
                                                !parameter.getChoicesList().contains(constant.toString()))
                                        .isPresent()
                        ? Optional.of("one of " + String.join(", ", parameter.getChoicesList()))
                        : Optional.empty();
        };
    }

    private static boolean whole(Object constant) {
        try {
            new BigDecimal(constant.toString().strip()).longValueExact();
            return true;
        } catch (NumberFormatException | ArithmeticException e) {
            return false;
        }
    }

    private static boolean number(Object constant) {
        try {
            new BigDecimal(constant.toString().strip());
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String shown(Expression value) {
        return switch (value) {
            case ConstantExpression constant ->
                constant.getValue() instanceof String text ? "'" + text + "'" : String.valueOf(constant.getValue());
            case ListExpression list -> "a list";
            case MapExpression map -> "a map";
            default -> "a block";
        };
    }

    private static String hint(String name, TreeSet<String> names) {
        var near = Nearest.hint(name, names);
        if (!near.isEmpty()) {
            return near;
        }
        return names.isEmpty() ? "It takes none" : "It has " + String.join(", ", names);
    }

    private static Finding at(ASTNode place, String message, String hint) {
        return new Finding(place.getLineNumber(), place.getColumnNumber(), message, hint);
    }
}
