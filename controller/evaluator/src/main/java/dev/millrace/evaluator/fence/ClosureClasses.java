package dev.millrace.evaluator.fence;

import groovy.lang.GroovySystem;
import org.codehaus.groovy.runtime.metaclass.ClosureMetaClass;

/**
 * What is asked of the class of a closure ({@code closure.class.name}), Groovy asks a metaclass of {@link Class} that it makes for itself, past the maker of
 * metaclasses. A fenced one is put in its place, before there is any closure.
 */
final class ClosureClasses {
    private static final String FIELD = "classMetaClass";

    static {
        var fenced = new FencedMetaClass(GroovySystem.getMetaClassRegistry(), Class.class, AllowList.STANDARD);
        fenced.initialize();
        try {
            var field = ClosureMetaClass.class.getDeclaredField(FIELD);
            field.setAccessible(true);
            field.set(null, fenced);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(
                    "This version of Groovy keeps the metaclass of closures' classes elsewhere than in " + FIELD, e);
        }
    }

    private ClosureClasses() {}

    /** It is in place when this returns. */
    static void fence() {
        // What there is to do is done when this class is loaded, once.
    }
}
