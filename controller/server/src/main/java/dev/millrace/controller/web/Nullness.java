package dev.millrace.controller.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** What a record says of its components: {@code @Nullable} ones may be absent in JSON. */
final class Nullness {
    private Nullness() {}

    static boolean mayBeAbsent(RecordComponent component) {
        return component.getType().isPrimitive() || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    static @Nullable Object valueOf(RecordComponent component, Object of) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Accessors of records do not fail: " + component, e);
        }
    }
}
