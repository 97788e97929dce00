package dev.millrace.testkit;

import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the arguments of a call against a descriptor, fills in defaults and converts, as the engine does. */
final class BoundArguments {
    private BoundArguments() {}

    static Arguments bind(StepDescriptor step, Map<String, ?> given) {
        var left = new HashMap<String, Object>(given);
        var bound = new HashMap<String, Object>();
        for (var parameter : step.parameters()) {
            var value = left.remove(parameter.name());
            if (value != null) {
                bound.put(parameter.name(), convert(parameter, value));
            } else if (parameter.required()) {
                throw new IllegalArgumentException(
                        "Step %s needs a value for %s".formatted(step.name(), parameter.name()));
            } else {
                parameter.defaultValue().ifPresent(otherwise -> bound.put(parameter.name(), otherwise));
            }
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("Step %s has no parameter %s".formatted(step.name(), left.keySet()));
        }
        return new Arguments(bound);
    }

    private static Object convert(Parameter parameter, Object value) {
        return switch (parameter.type()) {
            case ANY -> value;
            case TEXT -> value.toString();
            case TRUTH -> value instanceof Boolean ? value : Boolean.parseBoolean(value.toString());
            case INTEGER -> value instanceof Number ? value : Long.parseLong(value.toString());
            case REAL -> value instanceof Number ? value : Double.parseDouble(value.toString());
            case LIST -> cast(parameter, List.class, value);
            case MAP -> cast(parameter, Map.class, value);
            case CHOICE -> {
                if (!parameter.choices().contains(value.toString())) {
                    throw new IllegalArgumentException(
                            "%s is one of %s, not %s".formatted(parameter.name(), parameter.choices(), value));
                }
                yield value.toString();
            }
        };
    }

    private static Object cast(Parameter parameter, Class<?> type, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("%s takes a %s, not %s"
                    .formatted(
                            parameter.name(), parameter.type(), value.getClass().getSimpleName()));
        }
        return value;
    }
}
