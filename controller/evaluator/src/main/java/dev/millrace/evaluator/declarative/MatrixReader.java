package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads {@code matrix} and makes its cells, or leaves that to the run where values are computed. */
final class MatrixReader {
    /** More than a person means; a product of a few long lists is quickly more than any machine. */
    static final int MOST_CELLS = 10_000;

    private final Sheet sheet;
    private final StageReader stages;
    private final Axes reader;

    MatrixReader(Sheet sheet, StageReader stages) {
        this.sheet = sheet;
        this.stages = stages;
        this.reader = new Axes(sheet);
    }

    Model.Body matrix(Item item, int depth) {
        stages.nesting(item, depth);
        if (item.body().isEmpty()) {
            sheet.needsBlock(item);
            return new Model.Matrix(List.of(), List.of());
        }
        var axes = List.<Model.Axis>of();
        var excludes = List.<List<Model.Exclude>>of();
        var found = false;
        for (var statement : Item.statements(item.body().get())) {
            var section = Item.of(statement).orElse(null);
            if (section != null && section.name().equals("axes") && !found) {
                axes = reader.axes(section);
                found = true;
            }
        }
        for (var statement : Item.statements(item.body().get())) {
            var section = Item.of(statement).orElse(null);
            if (section != null && section.name().equals("excludes")) {
                excludes = reader.excludes(section, axes);
            }
        }
        if (!found) {
            sheet.wrong(
                    item.node(),
                    "Missing required section \"axes\"",
                    "Write axes { axis { name 'OS'; values 'linux', 'mac' } }");
        }
        var cell = stages.stage(item, "matrix", Vocabulary.MATRIX_SECTIONS, "matrix section", depth + 1);
        if (axes.stream().anyMatch(axis -> axis.closure() >= 0)) {
            return new Model.FanOut(axes, excludes, cell);
        }
        return matrix(item, axes, excludes, cell);
    }

    private Model.Body matrix(Item item, List<Model.Axis> axes, List<List<Model.Exclude>> excludes, Model.Stage cell) {
        var names = axes.stream().map(Model.Axis::name).toList();
        long count = 1;
        for (var axis : axes) {
            count = Math.min(Integer.MAX_VALUE, count * axis.values().size());
        }
        if (count > MOST_CELLS) {
            sheet.wrong(
                    item.node(),
                    "This matrix has " + (count == Integer.MAX_VALUE ? "billions of" : count) + " cells; the limit is "
                            + MOST_CELLS,
                    "Use fewer axes or values");
            return new Model.Matrix(names, List.of());
        }
        var cells = cells(axes).stream()
                .filter(values -> excludes.stream()
                        .noneMatch(exclude ->
                                !exclude.isEmpty() && exclude.stream().allMatch(part -> matches(part, values))))
                .map(values -> named(cell, values))
                .toList();
        if (cells.isEmpty() && count > 0 && !axes.isEmpty()) {
            sheet.wrong(item.node(), "The excludes leave no cell of this matrix", "Remove one of them");
        }
        return new Model.Matrix(names, cells);
    }

    private static boolean matches(Model.Exclude exclude, Map<String, String> cell) {
        var value = cell.get(exclude.axis());
        return value != null && exclude.values().contains(value) != exclude.without();
    }

    private static List<Map<String, String>> cells(List<Model.Axis> axes) {
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
                cell.outputs(),
                cell.body(),
                cell.post());
    }
}
