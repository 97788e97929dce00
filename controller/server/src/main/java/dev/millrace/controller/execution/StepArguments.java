package dev.millrace.controller.execution;

import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the arguments of a call against the step's descriptor. The evaluator has done so too, but is not trusted. */
final class StepArguments {
    private StepArguments() {}

    /** The arguments, converted, with defaults filled in. Fails with {@link Refused} and all that is wrong. */
    static Arguments check(StepDescriptor step, List<NamedValue> given) {
        var wrong = new java.util.ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        for (var argument : given) {
            var parameter = parameter(step, argument.getName());
            if (parameter.isEmpty()) {
                wrong.add("there is no parameter %s (there are: %s)"
                        .formatted(
                                argument.getName(),
                                String.join(
                                        ", ",
                                        step.parameters().stream()
                                                .map(Parameter::name)
                                                .toList())));
            } else if (argument.getValue().getKindCase() != Value.KindCase.KIND_NOT_SET) {
                var value = convert(parameter.get(), argument.getValue());
                if (value.isPresent()) {
                    values.put(parameter.get().name(), value.get());
                } else {
                    wrong.add("%s takes %s, not %s"
                            .formatted(
                                    parameter.get().name(), takes(parameter.get()), Values.text(argument.getValue())));
                }
            }
        }
        for (var parameter : step.parameters()) {
            if (!values.containsKey(parameter.name())) {
                parameter.defaultValue().ifPresent(value -> values.put(parameter.name(), value));
                if (parameter.required()) {
                    wrong.add(parameter.name() + " is missing");
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new Refused("%s: %s".formatted(step.name(), String.join("; ", wrong)));
        }
        return new Arguments(values);
    }

    private static Optional<Parameter> parameter(StepDescriptor step, String name) {
        return step.parameters().stream()
                .filter(parameter -> name.isEmpty()
                        ? parameter.positional()
                        : parameter.name().equals(name))
                .findFirst();
    }

    private static Optional<Object> convert(Parameter parameter, Value value) {
        return switch (parameter.type()) {
            case ANY -> Optional.ofNullable(Values.toJava(value));
            case TEXT -> Optional.of(Values.text(value));
            case TRUTH ->
                switch (Values.text(value)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                };
            case INTEGER -> number(value).flatMap(StepArguments::whole);
            case REAL -> number(value).map(number -> number);
            case LIST -> value.hasList() ? Optional.ofNullable(Values.toJava(value)) : Optional.empty();
            case MAP -> value.hasMap() ? Optional.<Object>of(withoutNulls(value)) : Optional.empty();
            case CHOICE -> Optional.<Object>of(Values.text(value)).filter(parameter.choices()::contains);
        };
    }

    private static Map<String, Object> withoutNulls(Value value) {
        var map = new LinkedHashMap<String, Object>();
        Values.toJava(value.getMap().getEntriesList()).forEach((name, item) -> {
            if (item != null) {
                map.put(name, item);
            }
        });
        return map;
    }

    private static Optional<BigDecimal> number(Value value) {
        try {
            return value.hasTruth()
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(Values.text(value).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> whole(BigDecimal number) {
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static String takes(Parameter parameter) {
        return switch (parameter.type()) {
            case ANY -> "a value";
            case TEXT -> "a text";
            case TRUTH -> "true or false";
            case INTEGER -> "a whole number";
            case REAL -> "a number";
            case LIST -> "a list";
            case MAP -> "a map";
            case CHOICE -> "one of " + String.join(", ", parameter.choices());
        };
    }

    /** Arguments do not fit. */
    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }
}
