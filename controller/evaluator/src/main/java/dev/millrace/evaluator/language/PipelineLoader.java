package dev.millrace.evaluator.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defines a pipeline's classes for one run, so that nothing static outlives the run or is seen by another. */
final class PipelineLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    PipelineLoader(ClassLoader parent, Map<String, byte[]> classes) {
        super("pipeline", parent);
        this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // Groovy has Java look for a description beside every closure; there never is one, and each search costs as
        // much as a step.
        if (name.endsWith("BeanInfo") || name.endsWith("Customizer")) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte @Nullable [] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
