package dev.millrace.api.step;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result with fields that also reads as a text: a file that was found, whose text is its path. Pipeline code sees an object: {@code
 * file.name}, {@code file.getName()}, {@code file['name']}, and {@code "$file"} for the text. Given to a step again, it is a map.
 *
 * @param fields by name, in order, of the types that {@link ActionStep#run} may return
 * @param text what it reads as
 */
public record Described(Map<String, @Nullable Object> fields, String text) {
    public Described {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String toString() {
        return text;
    }
}
