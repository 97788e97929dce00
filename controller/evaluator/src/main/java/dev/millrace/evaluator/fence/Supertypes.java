package dev.millrace.evaluator.fence;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A class, all that it extends and implements, and {@link Object} last. */
final class Supertypes {
    private Supertypes() {}

    static Set<Class<?>> of(Class<?> type) {
        var found = new LinkedHashSet<Class<?>>();
        collect(type, found);
        found.remove(Object.class);
        found.add(Object.class);
        return found;
    }

    private static void collect(@Nullable Class<?> type, Set<Class<?>> found) {
        if (type != null && found.add(type)) {
            collect(type.getSuperclass(), found);
            for (var one : type.getInterfaces()) {
                collect(one, found);
            }
        }
    }
}
