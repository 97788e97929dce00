package dev.millrace.evaluator.language;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.jspecify.annotations.Nullable;

/**
 * The types of this process, for the compiler, which asks for some six names for each word of a source. What is not there is remembered: looking through
 * the whole class path each time is most of what compiling would cost. Safe for use by many threads.
 */
final class KnownTypes {
    private static final int MOST = 50_000;

    private final ClassLoader loader;
    private final Map<String, ClassNode> there = new ConcurrentHashMap<>();
    private final Set<String> absent = ConcurrentHashMap.newKeySet();
    private final Map<String, Class<?>> foreign = new ConcurrentHashMap<>();

    KnownTypes(ClassLoader loader) {
        this.loader = loader;
    }

    /** A type that is there. */
    Optional<ClassNode> type(String name) {
        var known = there.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (absent.contains(name)) {
            return Optional.empty();
        }
        var loaded = load(name);
        if (loaded == null) {
            if (absent.size() < MOST) {
                absent.add(name);
            }
            return Optional.empty();
        }
        var type = ClassHelper.make(loaded);
        there.put(name, type);
        return Optional.of(type);
    }

    private @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // On file systems that ignore case another class may be found: that is none of this name.
            return null;
        }
    }

    /** A stand-in for a type that is not here. */
    ClassNode standIn(String name) {
        return ClassHelper.make(foreign.computeIfAbsent(name, missing -> new Single(loader).define(missing)));
    }

    /** A type stands in for one that is not here. */
    static boolean standIn(ClassNode type) {
        return type.isResolved() && type.getTypeClass().getClassLoader() instanceof Single;
    }

    private static final class Single extends ClassLoader {
        Single(ClassLoader parent) {
            super(parent);
        }

        Class<?> define(String name) {
            var bytes = ForeignTypes.standIn(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
