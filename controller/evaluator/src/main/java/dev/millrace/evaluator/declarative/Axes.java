package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.jspecify.annotations.Nullable;

/** Reads {@code axes} and {@code excludes} of a matrix. */
final class Axes {
    private final Sheet sheet;

    Axes(Sheet sheet) {
        this.sheet = sheet;
    }

    List<Model.Axis> axes(Item section) {
        var axes = new ArrayList<Model.Axis>();
        var names = new HashSet<String>();
        for (var item : all(section, "axis", "Write axis { name 'OS'; values 'linux', 'mac' }")) {
            var sections = new Sections(sheet, item, Set.of("name", "values"), "axis field");
            var name = name(item, sections);
            if (!name.isEmpty() && !names.add(name)) {
                sheet.wrong(item.node(), "Duplicate axis name: \"" + name + "\"", "Join their values");
            }
            var field = sections.get("values");
            if (field != null && field.body().isPresent()) {
                if (!field.positional().isEmpty() || !field.named().isEmpty()) {
                    sheet.wrong(field.node(), "Values are either listed or computed", "Write values { … }");
                }
                axes.add(new Model.Axis(
                        name, List.of(), sheet.closure(field.body().get())));
            } else {
                axes.add(new Model.Axis(name, values(item, field, "values"), -1));
            }
        }
        return axes;
    }

    /** @param axes that the matrix has */
    List<List<Model.Exclude>> excludes(Item section, List<Model.Axis> axes) {
        var excludes = new ArrayList<List<Model.Exclude>>();
        var known = new TreeSet<String>();
        axes.forEach(axis -> known.add(axis.name()));
        for (var exclude : all(section, "exclude", "Write exclude { axis { name 'OS'; values 'mac' } }")) {
            var parts = new ArrayList<Model.Exclude>();
            var seen = new HashSet<String>();
            for (var item : all(exclude, "axis", "Write axis { name 'OS'; values 'mac' }")) {
                var part = exclude(item);
                if (!part.axis().isEmpty() && !seen.add(part.axis())) {
                    sheet.wrong(item.node(), "The same axis stands twice in this exclude", "Join their values");
                }
                if (!part.axis().isEmpty() && !known.isEmpty() && !known.contains(part.axis())) {
                    var hint = sheet.known.hint(part.axis(), known);
                    sheet.wrong(
                            item.node(),
                            "This exclude names an axis that the matrix does not have",
                            hint.isEmpty() ? "Axes are " + String.join(", ", known) : hint);
                }
                parts.add(part);
            }
            excludes.add(parts);
        }
        return excludes;
    }

    private Model.Exclude exclude(Item item) {
        var sections = new Sections(sheet, item, Set.of("name", "values", "notValues"), "axis field");
        var name = name(item, sections);
        if (sections.has("values") && sections.has("notValues")) {
            sheet.wrong(sections.at("notValues"), "Only one of \"values\" and \"notValues\" is allowed", "Remove one");
        }
        var without = sections.has("notValues");
        var field = sections.get(without ? "notValues" : "values");
        return new Model.Exclude(name, values(item, field, without ? "notValues" : "values"), without);
    }

    private List<Item> all(Item section, String name, String hint) {
        if (section.body().isEmpty()) {
            return sheet.needsBlock(section);
        }
        var items = new ArrayList<Item>();
        var statements = Item.statements(section.body().get());
        for (var statement : statements) {
            Item.of(statement)
                    .filter(candidate ->
                            candidate.name().equals(name) && candidate.body().isPresent())
                    .ifPresentOrElse(items::add, () -> sheet.wrong(statement, "Expected an " + name, hint));
        }
        if (statements.isEmpty()) {
            sheet.wrong(section.node(), "\"" + section.name() + "\" can not be empty", hint);
        }
        return items;
    }

    private String name(Item axis, Sections sections) {
        var field = sections.get("name");
        if (field == null || field.positional().isEmpty()) {
            sheet.wrong(axis.node(), "Missing required field \"name\" of axis", "Write name 'OS'");
            return "";
        }
        var value = field.positional().getFirst();
        if (!(value instanceof ConstantExpression constant && constant.getValue() instanceof String name)) {
            sheet.wrong(
                    value, "Expected a literal for axis name " + Sheet.source(value), "Use single quotes and no ${…}");
            return "";
        }
        if (!EnvironmentReader.NAME.matcher(name).matches()) {
            sheet.wrong(
                    value,
                    "\"" + name + "\" can not be the name of an axis: it becomes an environment variable",
                    "Use letters, digits and underscores, and no digit in front");
            return "";
        }
        return name;
    }

    private List<String> values(Item axis, @Nullable Item field, String what) {
        var values = new ArrayList<String>();
        if (field == null || field.positional().isEmpty()) {
            sheet.wrong(
                    field == null ? axis.node() : field.node(),
                    "Missing required field \"" + what + "\" of axis",
                    "Write " + what + " 'linux', 'mac'");
            return values;
        }
        var seen = new HashSet<String>();
        for (var value : field.positional()) {
            var literal = literal(value, what);
            if (literal != null && !seen.add(literal)) {
                sheet.wrong(value, "Duplicate value '" + literal + "' of axis", "Remove one");
            }
            values.add(literal == null ? "?" : literal);
        }
        return values;
    }

    private @Nullable String literal(Expression value, String what) {
        var literal = Literal.of(value);
        if (literal.text() != null) {
            return literal.text();
        }
        sheet.wrong(
                value,
                "Expected a literal for axis " + what + " " + Sheet.source(value),
                what.equals("values")
                        ? "Use text, a number, true or false; computed values go into a block: values { … }"
                        : "Use text, a number, true or false");
        return null;
    }
}
