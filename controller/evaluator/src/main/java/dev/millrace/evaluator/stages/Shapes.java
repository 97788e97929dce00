package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.value.Unsendable;
import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.ParameterModel;
import dev.millrace.wire.proto.PipelineModel;
import dev.millrace.wire.proto.StageModel;
import java.util.List;

/** The static shape of a declarative pipeline, for the controller. What the run computes is left out. */
final class Shapes {
    private Shapes() {}

    static PipelineModel of(Model model) {
        return PipelineModel.newBuilder()
                .addAllStages(model.stages().stream().map(Shapes::stage).toList())
                .addAllParameters(
                        model.parameters().stream().map(Shapes::parameter).toList())
                .addAllTriggers(model.triggers().stream().map(Shapes::trigger).toList())
                .build();
    }

    private static StageModel stage(Model.Stage stage) {
        var shape = StageModel.newBuilder().setName(stage.name()).setLine(stage.line());
        return switch (stage.body()) {
            case Model.Steps steps -> shape.setShape(StageModel.Shape.STEPS).build();
            case Model.Sequence sequence -> with(shape.setShape(StageModel.Shape.SEQUENCE), sequence.stages());
            case Model.Branches branches -> with(shape.setShape(StageModel.Shape.PARALLEL), branches.stages());
            case Model.Matrix matrix -> with(shape.setShape(StageModel.Shape.MATRIX), matrix.cells());
            case Model.FanOut fan -> with(shape.setShape(StageModel.Shape.FAN_OUT), List.of(fan.cell()));
        };
    }

    private static StageModel with(StageModel.Builder shape, List<Model.Stage> stages) {
        return shape.addAllStages(stages.stream().map(Shapes::stage).toList()).build();
    }

    private static ParameterModel parameter(Model.Entry entry) {
        var parameter = ParameterModel.newBuilder().setType(entry.name());
        for (var argument : entry.arguments()) {
            var value = argument.value().constant();
            if (argument.value().computed() || value == null) {
                continue;
            }
            switch (argument.name()) {
                case "name", "" -> parameter.setName(value.toString());
                case "description" -> parameter.setDescription(value.toString());
                case "defaultValue" -> {
                    try {
                        parameter.setDefaultValue(Values.of("defaultValue", value));
                    } catch (Unsendable e) {
                        parameter.setDefaultValue(Values.text(value.toString()));
                    }
                }
                case "choices" ->
                    parameter.addAllChoices(List.of(value.toString().split("\n")));
                default -> {}
            }
        }
        return parameter.build();
    }

    private static String trigger(Model.Entry entry) {
        var text = new StringBuilder(entry.name()).append('(');
        for (var argument : entry.arguments()) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ")
                    .append(argument.name().isEmpty() ? "" : argument.name() + ": ")
                    .append(
                            argument.value().computed()
                                    ? "…"
                                    : "'" + argument.value().constant() + "'");
        }
        return text.append(')').toString();
    }
}
