package dev.millrace.evaluator.value;

import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step returned that has fields and reads as a text: a file that was found, a Maven project. {@code file.name}, {@code file.getName()},
 * {@code file['name']}, {@code "$file"}; fields can be set, and those that are not there are null. No map, since Groovy prints maps by their entries.
 */
public final class DescribedObject extends GroovyObjectSupport {
    private final String text;
    private final Map<String, @Nullable Object> fields;

    DescribedObject(String text, Map<String, @Nullable Object> fields) {
        this.text = text;
        this.fields = new LinkedHashMap<>(fields);
    }

    String text() {
        return text;
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return name.equals("class") ? DescribedObject.class : fields.get(name);
    }

    @Override
    public void setProperty(String name, @Nullable Object value) {
        fields.put(name, value);
    }

    /** {@code file['name']}. */
    public @Nullable Object getAt(String name) {
        return fields.get(name);
    }

    /** {@code file['name'] = value}. */
    public void putAt(String name, @Nullable Object value) {
        fields.put(name, value);
    }

    /** Groovy calls it for a method that is not there: Jenkins' objects have getters and setters. */
    public @Nullable Object methodMissing(String name, Object arguments) {
        var values = arguments instanceof Object[] array ? array : new Object[] {arguments};
        if (values.length == 0 && begins(name, "get")) {
            return fields.get(field(name, 3));
        }
        if (values.length == 0 && begins(name, "is") && fields.get(field(name, 2)) instanceof Boolean truth) {
            return truth;
        }
        if (values.length == 1 && begins(name, "set")) {
            fields.put(field(name, 3), values[0]);
            return null;
        }
        throw new MissingMethodException(name, DescribedObject.class, values);
    }

    private static boolean begins(String name, String prefix) {
        return name.length() > prefix.length() && name.startsWith(prefix);
    }

    private static String field(String method, int at) {
        return method.substring(at, at + 1).toLowerCase(Locale.ROOT) + method.substring(at + 1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DescribedObject object && text.equals(object.text) && fields.equals(object.fields);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
