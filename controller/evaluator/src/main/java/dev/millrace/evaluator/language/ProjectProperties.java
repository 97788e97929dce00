package dev.millrace.evaluator.language;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step {@code properties([...])}: what it says is noted, and the parameters that it defines have their default values from here on. */
final class ProjectProperties {
    private ProjectProperties() {}

    static void set(PipelineRun run, Arguments arguments) {
        for (var property : items(arguments.named().get("properties"))) {
            if (property instanceof Map<?, ?> map) {
                check(run, String.valueOf(map.get("$class")), map);
            }
        }
        run.note("properties", false, PipelineRun.values("properties", arguments.named()));
        for (var property : items(arguments.named().get("properties"))) {
            if (property instanceof Map<?, ?> map && kind(map, "parameters", "ParametersDefinitionProperty")) {
                var defined = map.get("parameterDefinitions");
                items(defined == null ? map.get("value") : defined).forEach(parameter -> define(run, parameter));
            }
        }
    }

    private static void check(PipelineRun run, String kind, Map<?, ?> fields) {
        PropertyCheck.wrong(kind, fields).ifPresent(wrong -> {
            throw PipelineRun.failure(wrong);
        });
        PropertyCheck.instead(kind)
                .ifPresent(instead -> run.remark("Property %s has no effect here: %s".formatted(kind, instead)));
    }

    private static void define(PipelineRun run, @Nullable Object parameter) {
        if (parameter instanceof Map<?, ?> map && map.get("name") != null) {
            run.parameters().declare(DeclaredParameter.of(String.valueOf(map.get("$class")), map));
        }
    }

    private static boolean kind(Map<?, ?> map, String symbol, String type) {
        var given = String.valueOf(map.get("$class"));
        return given.equals(symbol)
                || given.substring(given.lastIndexOf('.') + 1).equals(type);
    }

    private static Collection<?> items(@Nullable Object value) {
        return value instanceof Collection<?> items ? items : value == null ? List.of() : List.of(value);
    }
}
