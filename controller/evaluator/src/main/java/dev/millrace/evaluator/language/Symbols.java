package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import groovy.lang.Closure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that stand for a value, not a step: {@code logRotator(numToKeepStr: '5')}. They become maps with a {@code $class}. */
final class Symbols {
    private Symbols() {}

    static Object call(
            StepCatalog catalog, String name, @Nullable Object[] values, Supplier<RuntimeException> unknown) {
        var described = catalog.symbols(name);
        if (described.isEmpty() || (values.length > 0 && values[values.length - 1] instanceof Closure<?>)) {
            throw unknown.get();
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("$class", name);
        for (var value : values) {
            if (value instanceof Map<?, ?> named && !(named.containsKey("$class") && first(described) != null)) {
                named.forEach((key, item) -> map.put(String.valueOf(key), item));
            } else {
                var first = first(described);
                map.put(first == null ? "value" : first, value);
            }
        }
        return map;
    }

    /** A call of a name that both a step and a value have means the value: it gives what only that takes. */
    static boolean meant(StepCatalog catalog, StepDescription step, @Nullable Object[] values) {
        return values.length == 1
                && values[0] instanceof Map<?, ?> named
                && !takes(step.getParametersList(), named)
                && catalog.symbols(step.getName()).stream()
                        .anyMatch(symbol -> takes(symbol.getParametersList(), named));
    }

    private static boolean takes(List<ParameterDescription> parameters, Map<?, ?> named) {
        return !named.isEmpty()
                && named.keySet().stream()
                        .allMatch(key -> parameters.stream()
                                .anyMatch(parameter -> parameter.getName().equals(String.valueOf(key))));
    }

    private static @Nullable String first(List<SymbolDescription> described) {
        return described.stream()
                .flatMap(symbol -> symbol.getParametersList().stream())
                .filter(ParameterDescription::getPositional)
                .map(ParameterDescription::getName)
                .findFirst()
                .orElse(null);
    }
}
