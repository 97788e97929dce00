package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import groovy.lang.Closure;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call's arguments by name, converted to what the parameters take.
 *
 * @param named in the order of the call
 * @param body the closure behind the call
 */
public record Arguments(
        Map<String, @Nullable Object> named, @Nullable Closure<?> body) {
    /** Reads {@code sh 'x'}, {@code sh script: 'x'}, {@code timeout(5) { }}, {@code checkout([$class: ...])}. */
    static Arguments read(StepDescription step, @Nullable Object[] values) {
        var rest = Arrays.asList(values);
        Closure<?> body = null;
        if (!rest.isEmpty() && rest.getLast() instanceof Closure<?> closure && step.getBlock()) {
            body = closure;
            rest = rest.subList(0, rest.size() - 1);
        }
        var named = new LinkedHashMap<String, @Nullable Object>();
        if (!rest.isEmpty() && rest.getFirst() instanceof Map<?, ?> map && named(step, map, rest.size())) {
            map.forEach((key, value) -> put(step, named, String.valueOf(key), value));
            rest = rest.subList(1, rest.size());
        }
        if (rest.size() > 1) {
            throw new IllegalArgumentException(step.getName() + " takes one value without a name, not " + rest.size()
                    + ": name them, as in " + example(step));
        }
        if (rest.size() == 1) {
            var parameter = StepCatalog.positional(step)
                    .orElseThrow(() -> new IllegalArgumentException(
                            step.getName() + " takes no value without a name: " + example(step)));
            put(step, named, parameter.getName(), rest.getFirst());
        }
        for (var parameter : step.getParametersList()) {
            if (parameter.getRequired() && !named.containsKey(parameter.getName())) {
                throw new IllegalArgumentException(
                        step.getName() + " needs '" + parameter.getName() + "': " + example(step));
            }
        }
        return new Arguments(named, body);
    }

    private static boolean named(StepDescription step, Map<?, ?> map, int count) {
        if (count > 1) {
            return true;
        }
        return !StepCatalog.takesMap(step)
                || map.keySet().stream()
                        .allMatch(key -> step.getParametersList().stream()
                                .anyMatch(parameter -> parameter.getName().equals(String.valueOf(key))));
    }

    private static void put(
            StepDescription step, Map<String, @Nullable Object> named, String name, @Nullable Object value) {
        var parameter = step.getParametersList().stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    var names = step.getParametersList().stream()
                            .map(ParameterDescription::getName)
                            .toList();
                    var hint = Nearest.hint(name, names);
                    return new IllegalArgumentException(step.getName() + " has no parameter '" + name + "'. "
                            + (hint.isEmpty() ? "It has " + String.join(", ", names) : hint));
                });
        if (named.containsKey(name)) {
            throw new IllegalArgumentException(step.getName() + " got '" + name + "' twice");
        }
        if (value != null) {
            named.put(name, convert(step.getName(), parameter, value));
        }
    }

    private static Object convert(String step, ParameterDescription parameter, Object value) {
        return switch (parameter.getType()) {
            case ANY, UNRECOGNIZED -> value;
            case TEXT -> {
                if (value instanceof Map<?, ?> || value instanceof Collection<?> || value instanceof Closure<?>) {
                    throw wrong(step, parameter, value, "text");
                }
                yield value.toString();
            }
            case TRUTH -> {
                if (value instanceof Boolean) {
                    yield value;
                }
                yield switch (value.toString()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(step, parameter, value, "true or false");
                };
            }
            case INTEGER -> integer(step, parameter, value);
            case REAL -> {
                try {
                    yield Double.valueOf(value.toString());
                } catch (NumberFormatException e) {
                    throw wrong(step, parameter, value, "a number");
                }
            }
            case LIST ->
                value instanceof Collection<?> ? value : value.getClass().isArray() ? value : List.of(value);
            case MAP -> {
                if (!(value instanceof Map<?, ?>)) {
                    throw wrong(step, parameter, value, "a map");
                }
                yield value;
            }
            case CHOICE -> {
                if (!parameter.getChoicesList().contains(value.toString())) {
                    throw wrong(step, parameter, value, "one of " + String.join(", ", parameter.getChoicesList()));
                }
                yield value.toString();
            }
        };
    }

    private static Object integer(String step, ParameterDescription parameter, Object value) {
        try {
            var number = new BigDecimal(value.toString().strip()).longValueExact();
            if (number == (int) number) {
                return (int) number;
            }
            return number;
        } catch (NumberFormatException | ArithmeticException e) {
            throw wrong(step, parameter, value, "a whole number");
        }
    }

    private static IllegalArgumentException wrong(
            String step, ParameterDescription parameter, Object value, String wanted) {
        return new IllegalArgumentException("'" + parameter.getName() + "' of " + step + " takes " + wanted + ", not "
                + (value instanceof CharSequence
                        ? "'" + value + "'"
                        : value + " (" + value.getClass().getSimpleName() + ")"));
    }

    private static String example(StepDescription step) {
        var parameters = new StringBuilder(step.getName()).append('(');
        for (var parameter : step.getParametersList()) {
            if (parameter.getRequired() || step.getParametersCount() == 1) {
                parameters.append(parameters.charAt(parameters.length() - 1) == '(' ? "" : ", ");
                parameters.append(parameter.getName()).append(": …");
            }
        }
        return parameters.append(')') + (step.getBlock() ? " { }" : "");
    }

    /** Text, or nothing where the call does not say. */
    public @Nullable String text(String name) {
        var value = named.get(name);
        return value == null ? null : value.toString();
    }

    boolean truth(String name, boolean otherwise) {
        return named.get(name) instanceof Boolean truth ? truth : otherwise;
    }

    long integer(String name, long otherwise) {
        return named.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    Closure<?> block(String step) {
        if (body == null) {
            throw new IllegalArgumentException(step + " needs a body: " + step + " { }");
        }
        return body;
    }
}
