package dev.millrace.controller.rehearsal;

import dev.millrace.api.step.Parameter;
import dev.millrace.controller.execution.Programs.Call;
import dev.millrace.controller.execution.StepCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls as pipeline code would write them: {@code sh 'make'}, {@code sh(script: 'make', returnStdout: true)}. */
final class CallWords {
    private static final int LONGEST = 400;

    /** The parameters that the engine's own steps take without a name. */
    private static final Map<String, String> ENGINE = Map.ofEntries(
            Map.entry("branch", "name"),
            Map.entry("catchError", "message"),
            Map.entry("checkout", "scm"),
            Map.entry("echo", "message"),
            Map.entry("error", "message"),
            Map.entry("input", "message"),
            Map.entry("library", "identifier"),
            Map.entry("load", "path"),
            Map.entry("node", "label"),
            Map.entry("retry", "count"),
            Map.entry("sleep", "time"),
            Map.entry("stage", "name"),
            Map.entry("timeout", "time"),
            Map.entry("unstable", "message"),
            Map.entry("warnError", "message"),
            Map.entry("withEnv", "overrides"),
            Map.entry("ws", "dir"));

    private final StepCatalog catalog;

    CallWords(StepCatalog catalog) {
        this.catalog = catalog;
    }

    String of(Call call) {
        var positional = positional(call.name());
        var arguments = call.arguments();
        if (arguments.isEmpty()) {
            return call.name();
        }
        if (arguments.size() == 1 && arguments.containsKey(positional)) {
            return call.name() + " " + value(arguments.get(positional));
        }
        var parts = new ArrayList<String>();
        arguments.forEach((name, value) -> parts.add(name + ": " + value(value)));
        return call.name() + "(" + String.join(", ", parts) + ")";
    }

    private String positional(String step) {
        return catalog.step(step)
                .flatMap(provided -> provided.step().descriptor().parameters().stream()
                        .filter(Parameter::positional)
                        .findFirst())
                .map(Parameter::name)
                .orElse(ENGINE.getOrDefault(step, ""));
    }

    private static String value(@Nullable Object value) {
        var words = new StringBuilder();
        write(value, words);
        return words.length() <= LONGEST ? words.toString() : words.substring(0, LONGEST) + "…";
    }

    private static void write(@Nullable Object value, StringBuilder to) {
        if (to.length() > LONGEST) {
            return;
        }
        switch (value) {
            case CharSequence text -> quote(text, to);
            case Map<?, ?> map when SimulatedSource.isScm(map) -> to.append("scm");
            case Map<?, ?> map when map.isEmpty() -> to.append("[:]");
            case Map<?, ?> map -> {
                var first = true;
                for (var entry : map.entrySet()) {
                    to.append(first ? "[" : ", ").append(entry.getKey()).append(": ");
                    write(entry.getValue(), to);
                    first = false;
                }
                to.append(']');
            }
            case List<?> list -> {
                var first = true;
                to.append('[');
                for (var item : list) {
                    to.append(first ? "" : ", ");
                    write(item, to);
                    first = false;
                }
                to.append(']');
            }
            case byte[] bytes -> to.append(bytes.length).append(" bytes");
            case null, default -> to.append(value);
        }
    }

    private static void quote(CharSequence text, StringBuilder to) {
        to.append('\'');
        for (var index = 0; index < text.length() && to.length() <= LONGEST; index++) {
            var letter = text.charAt(index);
            switch (letter) {
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                case '\'' -> to.append("\\'");
                case '\\' -> to.append("\\\\");
                default -> to.append(Character.isISOControl(letter) ? '\uFFFD' : letter);
            }
        }
        to.append('\'');
    }
}
