package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.PipelineRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the cells of a matrix whose values are computed when the run reaches it. */
final class Cells {
    static final int MOST = 10_000;
    private final String stage;
    private final Closures closures;

    Cells(String stage, Closures closures) {
        this.stage = stage;
        this.closures = closures;
    }

    /** What a cell with these axes is called. */
    static String name(Map<String, String> axes) {
        return axes.entrySet().stream()
                .map(axis -> axis.getKey() + " = '" + axis.getValue() + "'")
                .collect(Collectors.joining(", ", "Matrix - ", ""));
    }

    /** In the order in which a matrix of known values has them: the first axis changes fastest. */
    List<Model.Stage> of(Model.FanOut fan) {
        var axes = new LinkedHashMap<String, Collection<String>>();
        long count = 1;
        for (var axis : fan.axes()) {
            var values = values(axis);
            axes.put(axis.name(), values);
            count = Math.min((long) MOST * MOST, count * values.size());
        }
        if (count > MOST) {
            throw PipelineRun.failure(
                    "Matrix '%s' would have more than %,d cells: %s".formatted(stage, MOST, sizes(axes)));
        }
        return combinations(axes).stream()
                .filter(cell -> fan.excludes().stream().noneMatch(exclude -> excluded(exclude, cell)))
                .map(cell -> cell(fan.cell(), cell))
                .toList();
    }

    /** Each value once, as text. */
    private Collection<String> values(Model.Axis axis) {
        if (axis.closure() < 0) {
            return new LinkedHashSet<>(axis.values());
        }
        var values = new LinkedHashSet<String>();
        for (var value : items(axis, closures.get(axis.closure()).call())) {
            if (value == null) {
                throw PipelineRun.failure(
                        "Axis %s of matrix '%s' has null among its values".formatted(axis.name(), stage));
            }
            values.add(value.toString());
        }
        return values;
    }

    private Collection<?> items(Model.Axis axis, @Nullable Object computed) {
        return switch (computed) {
            case Collection<?> items -> items;
            case Map<?, ?> map -> map.keySet();
            case Object[] items -> List.of(items);
            case null ->
                throw PipelineRun.failure(
                        "Axis %s of matrix '%s' has no values: what computes them gave null. Does the stage need the one that sets them?"
                                .formatted(axis.name(), stage));
            default ->
                throw PipelineRun.failure("Axis %s of matrix '%s' takes a list or the keys of a map, not %s (%s)"
                        .formatted(
                                axis.name(),
                                stage,
                                computed,
                                computed.getClass().getSimpleName()));
        };
    }

    private static String sizes(Map<String, Collection<String>> axes) {
        return axes.entrySet().stream()
                .map(axis -> axis.getKey() + " has " + axis.getValue().size())
                .collect(Collectors.joining(", "));
    }

    private static List<Map<String, String>> combinations(Map<String, Collection<String>> axes) {
        List<Map<String, String>> cells = List.of(Map.of());
        for (var axis : axes.entrySet()) {
            var next = new ArrayList<Map<String, String>>();
            for (var value : axis.getValue()) {
                for (var cell : cells) {
                    var more = new LinkedHashMap<>(cell);
                    more.put(axis.getKey(), value);
                    next.add(more);
                }
            }
            cells = next;
        }
        return cells;
    }

    private static boolean excluded(List<Model.Exclude> exclude, Map<String, String> cell) {
        return exclude.stream().allMatch(axis -> {
            var value = cell.get(axis.axis());
            return value != null && axis.values().contains(value) != axis.without();
        });
    }

    private static Model.Stage cell(Model.Stage cell, Map<String, String> axes) {
        var environment = new ArrayList<Model.Variable>();
        axes.forEach((name, value) -> environment.add(new Model.Variable(name, new Model.Operand(value, -1))));
        environment.addAll(cell.environment());
        return new Model.Stage(
                name(axes),
                cell.line(),
                cell.agent(),
                environment,
                cell.options(),
                cell.tools(),
                cell.when(),
                cell.input(),
                cell.failFast(),
                cell.needs(),
                cell.outputs(),
                cell.body(),
                cell.post());
    }
}
