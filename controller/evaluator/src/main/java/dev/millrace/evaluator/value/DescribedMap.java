package dev.millrace.evaluator.value;

import groovy.lang.MissingMethodException;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a step returned that has fields and reads as a text: a file that was found. {@code file.name}, {@code file.getName()}, {@code "$file"}. */
public final class DescribedMap extends LinkedHashMap<String, @Nullable Object> {
    private final String text;

    DescribedMap(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Groovy calls it for a method that is not there: Jenkins' objects have getters. */
    public @Nullable Object methodMissing(String name, Object arguments) {
        var values = arguments instanceof Object[] array ? array : new Object[] {arguments};
        for (var prefix : new String[] {"get", "is"}) {
            if (values.length == 0 && name.length() > prefix.length() && name.startsWith(prefix)) {
                int first = prefix.length();
                var field = name.substring(first, first + 1).toLowerCase(Locale.ROOT) + name.substring(first + 1);
                if (containsKey(field)) {
                    return get(field);
                }
            }
        }
        throw new MissingMethodException(name, getClass(), values);
    }

    @Override
    public String toString() {
        return text;
    }
}
