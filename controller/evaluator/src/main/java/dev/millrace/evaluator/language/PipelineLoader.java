package dev.millrace.evaluator.language;

import dev.millrace.evaluator.fence.OwnCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Defines classes for one run, so that nothing static outlives the run or is seen by another; or for all runs of a script, where nothing in it is static
 * ({@link Lasting}). There is one for the classes of libraries, which the run's scripts share, and below it one for each script, which goes before.
 */
final class PipelineLoader extends ClassLoader implements OwnCode {
    /** By which stack traces tell pipeline code. */
    static final Set<String> NAMES = Set.of("libraries", "script");

    private final Map<String, Compiled.ClassFile> classes = new HashMap<>();
    private final Function<String, Compiled.@Nullable ClassFile> more;
    private final UnaryOperator<byte[]> change;

    /**
     * For the classes that all scripts share.
     *
     * @param more finds those that are not there yet; null where there is none of this name
     * @param change what is done to the byte code of each
     */
    PipelineLoader(
            ClassLoader parent, Function<String, Compiled.@Nullable ClassFile> more, UnaryOperator<byte[]> change) {
        super("libraries", parent);
        this.more = more;
        this.change = change;
    }

    private PipelineLoader(PipelineLoader shared, Map<String, Compiled.ClassFile> own) {
        super("script", shared);
        this.more = name -> null;
        this.change = shared.change;
        classes.putAll(own);
    }

    /** For a script's own classes; what it needs of libraries is shared. */
    PipelineLoader script(Map<String, Compiled.ClassFile> own, Map<String, Compiled.ClassFile> libraries) {
        add(libraries);
        return new PipelineLoader(this, own);
    }

    /** Adds classes; those that are there stay: they come from the same sources. */
    void add(Map<String, Compiled.ClassFile> shared) {
        shared.forEach(classes::putIfAbsent);
    }

    /** The file that a class comes from, as people know it. */
    String file(String className) {
        var known = classes.get(className);
        return known == null ? "" : known.file();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // Groovy has Java look for a description beside every closure; there never is one, and each search costs as
        // much as a step.
        if (name.endsWith("BeanInfo") || name.endsWith("Customizer")) {
            throw new ClassNotFoundException(name);
        }
        if (classes.containsKey(name)) {
            synchronized (getClassLoadingLock(name)) {
                var there = findLoadedClass(name);
                return there == null ? findClass(name) : there;
            }
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var known = classes.get(name);
        if (known == null) {
            known = more.apply(name);
        }
        if (known == null) {
            throw new ClassNotFoundException(name);
        }
        classes.putIfAbsent(name, known);
        var code = change.apply(known.bytes());
        return defineClass(name, code, 0, code.length);
    }
}
