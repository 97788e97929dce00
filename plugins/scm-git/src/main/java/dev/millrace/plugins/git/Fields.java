package dev.millrace.plugins.git;

import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads maps that pipelines give. */
final class Fields {
    private Fields() {}

    static Optional<String> text(Map<?, ?> map, String name) {
        return Optional.ofNullable(map.get(name)).map(Object::toString);
    }

    static boolean truth(Map<?, ?> map, String name) {
        return text(map, name).map(Boolean::parseBoolean).orElse(false);
    }

    static int count(Map<?, ?> map, String name) throws StepException {
        var text = text(map, name).orElse("0");
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below, for negative ones too.
        }
        throw new StepException("bad-argument", "%s is a number of at least 0, not %s".formatted(name, text));
    }

    static List<?> list(Map<?, ?> map, String name) throws StepException {
        return switch (map.get(name)) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw new StepException("bad-argument", name + " takes a list");
        };
    }

    static Map<?, ?> map(Object value, String of) throws StepException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new StepException("bad-argument", of + " takes maps, not " + value);
    }
}
