package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;

/** Reads {@code matrix} and makes its cells. */
final class MatrixReader {
    private final Sheet sheet;
    private final StageReader stages;

    private record Axis(String name, List<String> values, boolean without) {
        boolean excludes(Map<String, String> cell) {
            var value = cell.get(name);
            return value != null && values.contains(value) != without;
        }
    }

    MatrixReader(Sheet sheet, StageReader stages) {
        this.sheet = sheet;
        this.stages = stages;
    }

    Model.Matrix matrix(Item item, int depth) {
        stages.nesting(item, depth);
        var axes = List.<Axis>of();
        var excludes = new ArrayList<List<Axis>>();
        if (item.body().isPresent()) {
            for (var statement : Item.statements(item.body().get())) {
                var section = Item.of(statement).orElse(null);
                if (section != null && section.name().equals("axes")) {
                    axes = axes(section, false);
                } else if (section != null && section.name().equals("excludes")) {
                    excludes(section, excludes);
                }
            }
        }
        if (axes.isEmpty()) {
            sheet.wrong(
                    item.node(),
                    "Missing required section \"axes\"",
                    "Write axes { axis { name 'OS'; values 'linux', 'mac' } }");
        }
        var cell = stages.stage(item, "matrix", Vocabulary.MATRIX_SECTIONS, "matrix section", depth + 1);
        return new Model.Matrix(cells(axes).stream()
                .filter(values -> excludes.stream()
                        .noneMatch(exclude -> exclude.stream().allMatch(axis -> axis.excludes(values))))
                .map(values -> named(cell, values))
                .toList());
    }

    private void excludes(Item section, List<List<Axis>> excludes) {
        for (var statement : section.body().map(Item::statements).orElse(List.of())) {
            var exclude = Item.of(statement)
                    .filter(candidate -> candidate.name().equals("exclude"))
                    .orElse(null);
            if (exclude == null) {
                sheet.wrong(statement, "Expected an exclude", "Write exclude { axis { } }");
            } else {
                excludes.add(axes(exclude, true));
            }
        }
    }

    private List<Axis> axes(Item section, boolean excluding) {
        var axes = new ArrayList<Axis>();
        for (var statement : section.body().map(Item::statements).orElse(List.of())) {
            var axis = Item.of(statement)
                    .filter(candidate -> candidate.name().equals("axis"))
                    .orElse(null);
            if (axis == null) {
                sheet.wrong(statement, "Expected an axis", "Write axis { name 'OS'; values 'linux', 'mac' }");
            } else {
                axes.add(axis(axis, excluding));
            }
        }
        return axes;
    }

    private Axis axis(Item item, boolean excluding) {
        var valid = excluding ? Set.of("name", "values", "notValues") : Set.of("name", "values");
        var name = "";
        var values = new ArrayList<String>();
        var without = false;
        var sections = new Sections(sheet, item, valid, "axis field");
        for (var field : sections.items()) {
            for (var value : field.positional()) {
                var literal = literal(value, field.name());
                if (field.name().equals("name")) {
                    name = literal;
                } else {
                    values.add(literal);
                }
            }
            without |= field.name().equals("notValues");
        }
        if (sections.has("values") && sections.has("notValues")) {
            sheet.wrong(sections.at("notValues"), "Only one of \"values\" and \"notValues\" is allowed", "Remove one");
        }
        if (name.isEmpty()) {
            sheet.wrong(item.node(), "Missing required field \"name\" of axis", "Write name 'OS'");
        }
        if (values.isEmpty()) {
            sheet.wrong(item.node(), "Missing required field \"values\" of axis", "Write values 'linux', 'mac'");
        }
        return new Axis(name, values, without);
    }

    private String literal(Expression value, String field) {
        if (value instanceof ConstantExpression constant && constant.getValue() != null) {
            return constant.getValue().toString();
        }
        sheet.wrong(
                value,
                "Expected a literal for axis " + field + " " + value.getText(),
                "Use text, a number, true or false");
        return "?";
    }

    private static List<Map<String, String>> cells(List<Axis> axes) {
        List<Map<String, String>> cells = new ArrayList<>();
        cells.add(Map.of());
        for (var axis : axes) {
            var next = new ArrayList<Map<String, String>>();
            for (var value : axis.values()) {
                for (var cell : cells) {
                    var more = new LinkedHashMap<>(cell);
                    more.put(axis.name(), value);
                    next.add(more);
                }
            }
            cells = next;
        }
        return cells;
    }

    private static Model.Stage named(Model.Stage cell, Map<String, String> values) {
        var environment = new ArrayList<Model.Variable>();
        values.forEach((name, value) -> environment.add(new Model.Variable(name, Model.Operand.of(value))));
        environment.addAll(cell.environment());
        var name = values.entrySet().stream()
                .map(entry -> entry.getKey() + " = '" + entry.getValue() + "'")
                .collect(Collectors.joining(", ", "Matrix - ", ""));
        return new Model.Stage(
                name,
                cell.line(),
                cell.agent(),
                environment,
                cell.options(),
                cell.tools(),
                cell.when(),
                cell.input(),
                false,
                List.of(),
                List.of(),
                cell.body(),
                cell.post());
    }
}
