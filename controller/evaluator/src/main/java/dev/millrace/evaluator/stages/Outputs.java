package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.wire.proto.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one stage, or one cell of a matrix, has put out. Belongs to the run's program; one branch touches it at a time. */
final class Outputs {
    private final Model.Stage stage;
    private final @Nullable Outputs matrix;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final List<Outputs> cells = new ArrayList<>();
    private Optional<Result> ended = Optional.empty();

    private Outputs(Model.Stage stage, @Nullable Outputs matrix) {
        this.stage = stage;
        this.matrix = matrix;
    }

    static Outputs of(Model.Stage stage) {
        return new Outputs(stage, null);
    }

    /** Of a cell of this stage's matrix, after those that it has. */
    Outputs cell(Model.Stage cell) {
        var outputs = new Outputs(cell, this);
        cells.add(outputs);
        return outputs;
    }

    /** Whose they are. */
    Model.Stage model() {
        return stage;
    }

    /** The stage as people name it; a cell is named by its stage. */
    String stage() {
        return matrix == null ? stage.name() : matrix.stage();
    }

    /** Its values are its cells'. */
    boolean cellular() {
        return stage.body() instanceof Model.Matrix || stage.body() instanceof Model.FanOut;
    }

    List<Outputs> cells() {
        return cells;
    }

    /** What may be set here: a cell also has what its matrix declares, and a matrix what its cells do. */
    List<Model.Output> declared() {
        var more = switch (stage.body()) {
            case Model.FanOut fan -> fan.cell().outputs();
            case Model.Matrix all
            when !all.cells().isEmpty() -> all.cells().getFirst().outputs();
            case Model.Matrix all -> List.<Model.Output>of();
            case Model.Steps steps -> List.<Model.Output>of();
            case Model.Sequence sequence -> List.<Model.Output>of();
            case Model.Branches branches -> List.<Model.Output>of();
        };
        var own = Stream.concat(stage.outputs().stream(), more.stream());
        return Stream.concat(own, matrix == null ? Stream.empty() : matrix.stage.outputs().stream())
                .distinct()
                .toList();
    }

    Optional<Model.Output> declaration(String name) {
        return declared().stream().filter(output -> output.name().equals(name)).findFirst();
    }

    void set(String name, @Nullable Object value) {
        values.put(name, value);
    }

    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    /** All that are declared; null where one is not set. */
    Map<String, @Nullable Object> values() {
        var all = new LinkedHashMap<String, @Nullable Object>();
        declared().forEach(output -> all.put(output.name(), values.get(output.name())));
        return all;
    }

    /** The values of a cell's axes: its axes are the first of its environment. */
    Map<String, String> axes() {
        int count = matrix == null ? 0 : matrix.axisCount();
        var axes = new LinkedHashMap<String, String>();
        stage.environment().stream()
                .limit(count)
                .forEach(variable -> axes.put(
                        variable.name(), String.valueOf(variable.value().constant())));
        return axes;
    }

    /** The variables of the stage's own {@code environment}. */
    List<Model.Variable> environment() {
        return stage.environment()
                .subList(
                        matrix == null ? 0 : matrix.axisCount(),
                        stage.environment().size());
    }

    private int axisCount() {
        return switch (stage.body()) {
            case Model.Matrix known -> known.axes().size();
            case Model.FanOut fan -> fan.axes().size();
            case Model.Steps steps -> 0;
            case Model.Sequence sequence -> 0;
            case Model.Branches branches -> 0;
        };
    }

    void end(Result result) {
        ended = Optional.of(result);
    }

    /** Empty until the stage has ended. */
    Optional<Result> ended() {
        return ended;
    }
}
