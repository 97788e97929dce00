package dev.millrace.evaluator.library;

import dev.millrace.evaluator.language.PipelineRun;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingPropertyException;
import java.util.Arrays;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/** What {@code library('shop')} gives: classes by their full names, as in {@code library('shop').com.acme.Util.new(1)} and {@code .com.acme.Util.go()}. */
final class LibraryObject extends GroovyObjectSupport {
    private final PipelineRun run;
    private final String library;
    private final String path;

    LibraryObject(PipelineRun run, String library, String path) {
        this.run = run;
        this.library = library;
        this.path = path;
    }

    @Override
    public @Nullable Object getProperty(String name) {
        var type = type();
        if (type != null) {
            return InvokerHelper.getProperty(type, name);
        }
        return new LibraryObject(run, library, path.isEmpty() ? name : path + "." + name);
    }

    @Override
    public @Nullable Object invokeMethod(String name, @Nullable Object arguments) {
        var values = arguments instanceof Object[] array ? array : new @Nullable Object[] {arguments};
        var type = type();
        if (type == null) {
            throw PipelineRun.failure(
                    "Library %s has no class %s: src/%s.groovy is not there, and so %s%s cannot be called"
                            .formatted(library, path, path.replace('.', '/'), name, Arrays.asList(values)));
        }
        return name.equals("new")
                ? InvokerHelper.invokeConstructorOf(type, values)
                : InvokerHelper.invokeStaticMethod(type, name, values);
    }

    @Override
    public void setProperty(String name, @Nullable Object value) {
        var type = type();
        if (type == null) {
            throw new MissingPropertyException(name, getClass());
        }
        InvokerHelper.setProperty(type, name, value);
    }

    private @Nullable Class<?> type() {
        return path.isEmpty() ? null : run.scripts().type(path);
    }

    @Override
    public String toString() {
        return path.isEmpty() ? "library " + library : path + " of library " + library;
    }
}
