package dev.millrace.controller.web;

import dev.millrace.api.step.Parameter;
import dev.millrace.controller.execution.Programs;
import dev.millrace.wire.proto.ParameterDescription;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step or a symbol takes. A {@code positional} one takes the value of a call without names. */
@Schema(name = "StepParameter")
record ParameterBody(
        String name,
        Parameter.Type type,
        boolean required,
        boolean positional,
        String help,
        List<String> choices,
        @Nullable Object defaultValue) {
    static ParameterBody of(ParameterDescription parameter) {
        return new ParameterBody(
                parameter.getName(),
                type(parameter.getType()),
                parameter.getRequired(),
                parameter.getPositional(),
                parameter.getHelp(),
                parameter.getChoicesList(),
                parameter.hasDefaultValue() ? Programs.plain(parameter.getDefaultValue()) : null);
    }

    private static Parameter.Type type(ParameterDescription.Type type) {
        return switch (type) {
            case TEXT -> Parameter.Type.TEXT;
            case TRUTH -> Parameter.Type.TRUTH;
            case INTEGER -> Parameter.Type.INTEGER;
            case REAL -> Parameter.Type.REAL;
            case LIST -> Parameter.Type.LIST;
            case MAP -> Parameter.Type.MAP;
            case CHOICE -> Parameter.Type.CHOICE;
            case ANY, UNRECOGNIZED -> Parameter.Type.ANY;
        };
    }
}
