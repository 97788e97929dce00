package dev.millrace.controller.rehearsal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a parameter is where nobody says otherwise. */
final class ParameterDefaults {
    private ParameterDefaults() {}

    /** Of a definition as pipeline code writes it: {@code choice(name: 'x', choices: ['a', 'b'])}. */
    static @Nullable Object of(Map<?, ?> parameter) {
        var kind = String.valueOf(parameter.get("$class"));
        if (parameter.get("defaultValue") != null) {
            return parameter.get("defaultValue");
        }
        if (parameter.get("choices") instanceof List<?> choices) {
            return choices.isEmpty() ? "" : choices.getFirst();
        }
        if (parameter.get("choices") instanceof CharSequence lines) {
            return lines.toString().lines().findFirst().orElse("");
        }
        return kind.toLowerCase(java.util.Locale.ROOT).startsWith("boolean") ? (Object) false : "";
    }
}
