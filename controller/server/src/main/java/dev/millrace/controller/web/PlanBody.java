package dev.millrace.controller.web;

import dev.millrace.controller.execution.Programs.Examined;
import dev.millrace.wire.proto.PipelineModel;
import dev.millrace.wire.proto.StageModel;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The static shape of a pipeline.
 *
 * @param problems all that is wrong with it; there is no shape then
 * @param declarative it has a static shape; a scripted pipeline makes its stages as it runs
 * @param stages one after the other, or a graph where any of them needs others
 * @param parameters names of its parameters
 * @param triggers as it names them
 */
@Schema(name = "Plan")
record PlanBody(
        List<ProblemBody.Mistake> problems,
        boolean declarative,
        List<StageBody> stages,
        List<String> parameters,
        List<String> triggers) {
    static PlanBody of(Examined examined) {
        var model = examined.model().orElse(PipelineModel.getDefaultInstance());
        return new PlanBody(
                examined.problems().stream().map(ProblemBody.Mistake::of).toList(),
                examined.model().isPresent(),
                stages(model.getStagesList()),
                model.getParametersList().stream()
                        .map(parameter -> parameter.getName())
                        .toList(),
                List.copyOf(model.getTriggersList()));
    }

    private static List<StageBody> stages(List<StageModel> stages) {
        return stages.stream().map(StageBody::of).toList();
    }

    /**
     * A stage.
     *
     * @param shape what it has inside
     * @param needs stages of the same list that it waits for
     * @param outputs what it hands to later stages
     * @param axes of a matrix; a matrix whose values are computed is a fan-out
     * @param stages inside
     */
    @Schema(name = "PlannedStage")
    record StageBody(
            String name,
            int line,
            Shape shape,
            List<NeedBody> needs,
            List<OutputBody> outputs,
            List<AxisBody> axes,
            List<StageBody> stages) {
        static StageBody of(StageModel stage) {
            return new StageBody(
                    stage.getName(),
                    stage.getLine(),
                    Shape.of(stage.getShape()),
                    stage.getNeedsList().stream()
                            .map(need -> new NeedBody(need.getStage(), need.getOn()))
                            .toList(),
                    stage.getOutputsList().stream()
                            .map(output -> new OutputBody(output.getName(), output.getType()))
                            .toList(),
                    stage.getAxesList().stream()
                            .map(axis -> new AxisBody(axis.getName(), List.copyOf(axis.getValuesList())))
                            .toList(),
                    PlanBody.stages(stage.getStagesList()));
        }
    }

    /** What a stage has inside. */
    enum Shape {
        STEPS,
        SEQUENCE,
        PARALLEL,
        MATRIX,
        FAN_OUT;

        static Shape of(StageModel.Shape shape) {
            return switch (shape) {
                case STEPS, UNRECOGNIZED -> STEPS;
                case SEQUENCE -> SEQUENCE;
                case PARALLEL -> PARALLEL;
                case MATRIX -> MATRIX;
                case FAN_OUT -> FAN_OUT;
            };
        }
    }

    /** {@code on} is {@code success}, {@code failure} or {@code always}. */
    @Schema(name = "PlannedNeed")
    record NeedBody(String stage, String on) {}

    /** A typed output. */
    @Schema(name = "PlannedOutput")
    record OutputBody(String name, String type) {}

    /** No values: the run computes them. */
    @Schema(name = "PlannedAxis")
    record AxisBody(String name, List<String> values) {}
}
