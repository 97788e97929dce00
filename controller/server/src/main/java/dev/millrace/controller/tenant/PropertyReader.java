package dev.millrace.controller.tenant;

import dev.millrace.controller.tenant.ProjectProperties.Parameter;
import dev.millrace.controller.tenant.ProjectProperties.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what pipelines say of projects. Pure. */
final class PropertyReader {
    /** Classes of Jenkins that people write in place of a symbol. */
    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("ParametersDefinitionProperty", "parameters"),
            Map.entry("DisableConcurrentBuildsJobProperty", "disableConcurrentBuilds"),
            Map.entry("BuildDiscarderProperty", "buildDiscarder"),
            Map.entry("PipelineTriggersJobProperty", "pipelineTriggers"),
            Map.entry("RateLimitBranchProperty$JobPropertyImpl", "rateLimitBuilds"),
            Map.entry("JobPropertyImpl", "rateLimitBuilds"),
            Map.entry("ThrottleJobProperty", "throttleJobProperty"),
            Map.entry("StringParameterDefinition", "string"),
            Map.entry("BooleanParameterDefinition", "booleanParam"),
            Map.entry("ChoiceParameterDefinition", "choice"),
            Map.entry("TextParameterDefinition", "text"),
            Map.entry("PasswordParameterDefinition", "password"),
            Map.entry("FileParameterDefinition", "file"));

    private PropertyReader() {}

    static List<Property> read(List<?> said) {
        var read = new ArrayList<Property>();
        for (var item : said) {
            if (item instanceof Map<?, ?> map && map.get("$class") != null) {
                read.add(new Property(symbol(map), fields(map)));
            }
        }
        return read;
    }

    private static String symbol(Map<?, ?> map) {
        var type = String.valueOf(map.get("$class"));
        var simple = type.substring(type.lastIndexOf('.') + 1);
        return SYMBOLS.getOrDefault(simple, simple);
    }

    private static Map<String, Object> fields(Map<?, ?> map) {
        var fields = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> {
            if (value != null && !"$class".equals(name)) {
                fields.put(String.valueOf(name), value);
            }
        });
        return fields;
    }

    static List<Parameter> parameters(Property property) {
        var defined = property.fields().get("parameterDefinitions");
        var parameters = new ArrayList<Parameter>();
        for (var item : items(defined == null ? property.fields().get("value") : defined)) {
            if (item instanceof Map<?, ?> map && map.get("name") != null && map.get("$class") != null) {
                parameters.add(parameter(symbol(map), map));
            }
        }
        return parameters;
    }

    private static Parameter parameter(String kind, Map<?, ?> map) {
        var choices = kind.equals("choice") ? choices(map.get("choices")) : List.<String>of();
        var given = map.get("defaultValue");
        Object initial;
        if (kind.equals("booleanParam")) {
            initial = given != null && Boolean.parseBoolean(given.toString());
        } else if (given == null && !choices.isEmpty()) {
            initial = choices.getFirst();
        } else {
            initial = given == null ? "" : given.toString();
        }
        return new Parameter(kind, String.valueOf(map.get("name")), initial, choices);
    }

    private static List<String> choices(@Nullable Object given) {
        return given instanceof Collection<?> list
                ? list.stream().map(String::valueOf).toList()
                : given == null ? List.of() : List.of(given.toString().split("\n"));
    }

    private static Collection<?> items(@Nullable Object value) {
        return value instanceof Collection<?> items ? items : value == null ? List.of() : List.of(value);
    }
}
