package dev.millrace.controller.trigger;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.tenant.ProjectProperties.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What becomes of the values that a run is started with, where the project knows its parameters. Pure. */
final class ParameterRules {
    private ParameterRules() {}

    /**
     * The values of a run.
     *
     * @param values by name
     * @param defaulted names that nobody gave a value
     */
    record Filled(Map<String, Object> values, Set<String> defaulted, List<Problem> problems) {}

    /**
     * Fills in defaults and finds what nobody knows. The pipeline that comes with the run may define more than the project knew until now: what it
     * mentions is let through.
     */
    static Filled fill(Map<String, Object> given, List<Parameter> known, String pipeline) {
        var values = new LinkedHashMap<>(given);
        var defaulted = new LinkedHashSet<String>();
        var problems = new ArrayList<Problem>();
        for (var parameter : known) {
            var value = values.get(parameter.name());
            if (value == null && parameter.kind().equals("file")) {
                continue; // a file that was not given is not there
            }
            if (value == null) {
                values.put(parameter.name(), parameter.initial());
                defaulted.add(parameter.name());
            } else {
                values.put(parameter.name(), converted(parameter, value));
                wrong(parameter, value, pipeline).ifPresent(problems::add);
            }
        }
        if (!known.isEmpty()) {
            var names = known.stream().map(Parameter::name).toList();
            given.keySet().stream()
                    .filter(name -> !names.contains(name) && !mentions(pipeline, name))
                    .map(name -> new Problem(
                            "parameters." + name, 0, 0, "is not a parameter of this project", hint(name, names)))
                    .forEach(problems::add);
        }
        return new Filled(values, defaulted, problems);
    }

    private static Object converted(Parameter parameter, Object value) {
        return parameter.kind().equals("booleanParam") ? Boolean.parseBoolean(value.toString()) : value;
    }

    private static Optional<Problem> wrong(Parameter parameter, Object value, String pipeline) {
        var text = value.toString();
        if (parameter.kind().equals("booleanParam") && !text.matches("(?i)true|false")) {
            return Optional.of(problem(parameter, text, "true or false"));
        }
        return parameter.choices().isEmpty() || parameter.choices().contains(text) || pipeline.contains(text)
                ? Optional.empty()
                : Optional.of(problem(parameter, text, String.join(", ", parameter.choices())));
    }

    private static Problem problem(Parameter parameter, String value, String choices) {
        return new Problem(
                "parameters." + parameter.name(), 0, 0, "cannot be '%s'".formatted(value), "It is one of " + choices);
    }

    private static boolean mentions(String pipeline, String name) {
        return Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])")
                .matcher(pipeline)
                .find();
    }

    private static String hint(String name, List<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .filter(other -> distance(name, other) <= Math.max(1, other.length() / 3))
                .map(other -> "Did you mean %s?".formatted(other))
                .orElse("There are " + String.join(", ", names));
    }

    /** Letters that have to be put in, taken away or replaced; case does not count. */
    private static int distance(String one, String other) {
        var a = one.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var replaced = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
