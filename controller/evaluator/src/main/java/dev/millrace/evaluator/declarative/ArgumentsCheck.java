package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;

/** Holds the arguments of a call against what it takes: every one that is unknown, missing, twice there or of another type is a problem. */
final class ArgumentsCheck {
    private final Sheet sheet;

    ArgumentsCheck(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Of a step: it converts numbers to text, and takes an unnamed value beside named ones. */
    void step(Item item, Signature takes) {
        if (takes.block() && item.body().isEmpty()) {
            sheet.wrong(item.node(), takes.name() + " needs a block", "Write " + takes.example());
        }
        if (!takes.block() && item.body().isPresent()) {
            sheet.wrong(item.body().get(), takes.name() + " takes no block", "Write " + takes.example());
        }
        if (isPair(item)) {
            return;
        }
        check(item, takes, "step", false);
    }

    /** {@code output 'name', value}: the one step whose name and value stand side by side. */
    private static boolean isPair(Item item) {
        return item.name().equals("output")
                && item.positional().size() == 2
                && item.named().isEmpty();
    }

    /** Of an entry of a directive. */
    void entry(Item item, Signature takes, String what) {
        if (!item.named().isEmpty() && !item.positional().isEmpty()) {
            sheet.wrong(
                    item.node(),
                    "Can't mix named and unnamed arguments of " + what + " \"" + item.name() + "\"",
                    "Name all of them: " + takes.example());
            return;
        }
        check(item, takes, what, true);
    }

    /** Of a value that is written as a call; it takes numbers for text as steps do. */
    void value(Item item, Signature takes) {
        check(item, takes, "value", false);
    }

    private void check(Item item, Signature takes, String what, boolean exactly) {
        var named = new ArrayList<>(item.named());
        var positional = new ArrayList<>(item.positional());
        if (positional.size() == 1 && positional.getFirst() instanceof MapExpression map && isNames(takes, map)) {
            named.addAll(map.getMapEntryExpressions());
            positional.clear();
        }
        var given = named(named, takes, what, exactly);
        var spread = named.stream().anyMatch(entry -> !(entry.getKeyExpression() instanceof ConstantExpression));
        positional(item, positional, takes, what, exactly, given);
        for (var field : takes.fields()) {
            // wrap([$class: 'X']) { }: a map beside a block reads as names, and is the value
            var unnamed = field.positional() && (!positional.isEmpty() || (takes.takesMap() && !named.isEmpty()));
            if (field.required() && !unnamed && !spread && !given.contains(field.name())) {
                sheet.wrong(
                        item.node(),
                        "Missing required parameter: \"" + field.name() + "\" of " + what + " \"" + takes.name() + "\"",
                        "Write " + takes.example());
            }
        }
    }

    private static boolean isNames(Signature takes, MapExpression map) {
        var names = takes.names();
        return !takes.takesMap()
                || (!map.getMapEntryExpressions().isEmpty()
                        && map.getMapEntryExpressions().stream()
                                .allMatch(entry ->
                                        names.contains(entry.getKeyExpression().getText())));
    }

    private Set<String> named(List<MapEntryExpression> entries, Signature takes, String what, boolean exactly) {
        var given = new HashSet<String>();
        for (var entry : entries) {
            if (!(entry.getKeyExpression() instanceof ConstantExpression)) {
                continue;
            }
            var name = entry.getKeyExpression().getText();
            if (!given.add(name)) {
                sheet.wrong(entry, "Duplicate named parameter '" + name + "' found", "Remove one");
            }
            var field = takes.field(name);
            if (field.isPresent()) {
                value(entry.getValueExpression(), field.get(), takes, what, exactly);
            } else if (!takes.open()) {
                var hint = sheet.known.hint(name, takes.names());
                sheet.wrong(
                        entry,
                        "Invalid parameter \"" + name + "\" of " + what + " \"" + takes.name() + "\"",
                        hint.isEmpty() ? has(takes) : hint);
            }
        }
        return given;
    }

    private void positional(
            Item item, List<Expression> values, Signature takes, String what, boolean exactly, Set<String> given) {
        if (values.isEmpty() || (takes.open() && takes.first().isEmpty())) {
            return;
        }
        var first = takes.first();
        if (values.size() > 1 && first.isPresent()) {
            sheet.wrong(
                    values.get(1),
                    "\"" + takes.name() + "\" takes one value without a name, not " + values.size(),
                    "Name them: " + takes.example());
        }
        if (first.isEmpty()) {
            sheet.wrong(
                    values.getFirst(),
                    takes.fields().isEmpty()
                            ? "\"" + takes.name() + "\" takes no arguments"
                            : "\"" + takes.name() + "\" takes no value without a name",
                    "Write " + takes.example());
        } else {
            if (given.contains(first.get().name())) {
                sheet.wrong(
                        item.node(),
                        "Parameter \"" + first.get().name() + "\" of " + what + " \"" + takes.name()
                                + "\" is given twice: by name and without",
                        "Remove one");
            }
            value(values.getFirst(), first.get(), takes, what, exactly);
        }
    }

    private void value(Expression value, Signature.Field field, Signature takes, String what, boolean exactly) {
        var literal = Literal.of(value);
        if (!literal.fits(field, exactly)) {
            sheet.wrong(
                    value,
                    "\"" + field.name() + "\" of " + what + " \"" + takes.name() + "\" takes " + wanted(field)
                            + ", not " + literal.words(),
                    hint(field, literal));
        }
    }

    private static String wanted(Signature.Field field) {
        if (field.type() == Signature.Type.CHOICE) {
            return "one of " + String.join(", ", field.choices());
        }
        return field.type().words
                + (field.most() == Long.MAX_VALUE ? "" : " from " + field.least() + " to " + field.most());
    }

    private String hint(Signature.Field field, Literal literal) {
        var text = literal.text();
        return switch (field.type()) {
            case CHOICE -> text == null ? "" : sheet.known.hint(text, Set.copyOf(field.choices()));
            case TEXT -> text == null ? "" : "Put it in quotes: '" + text + "'";
            default -> "";
        };
    }

    private static String has(Signature takes) {
        return takes.fields().isEmpty()
                ? "It takes no arguments"
                : "It has " + takes.names().stream().collect(Collectors.joining(", "));
    }
}
