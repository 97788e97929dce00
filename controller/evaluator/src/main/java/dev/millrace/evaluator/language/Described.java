package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.StepDescription;
import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The general steps {@code step([$class: 'JUnitResultArchiver', ...])} and {@code wrap([$class: 'AnsiColorBuildWrapper', ...]) { }}: calls of the step
 * that has the class among its symbols.
 */
final class Described {
    private Described() {}

    /** Values that those steps are for. */
    static boolean general(String name) {
        return name.equals("step") || name.equals("wrap");
    }

    static @Nullable Object call(PipelineRun run, String name, @Nullable Object[] values) {
        if (values.length == 0 || values[0] == null) {
            return body(values); // step(archiveArtifacts('x')): the inner call has done it
        }
        var given = values[0] instanceof Map<?, ?> map && map.get("delegate") instanceof Map<?, ?> inner
                ? inner
                : values[0];
        if (!(given instanceof Map<?, ?> map) || map.get("$class") == null) {
            throw new IllegalArgumentException(name + " takes a map with a $class: " + name
                    + "([$class: 'JUnitResultArchiver', testResults: '**/*.xml'])");
        }
        var type = String.valueOf(map.get("$class"));
        var step = find(run.catalog(), type);
        if (step == null) {
            throw PipelineRun.failure("%s([$class: '%s']): there is no step of this class. %s"
                    .formatted(
                            name, type, Nearest.hint(simple(type), run.catalog().names()))
                    .strip());
        }
        var named = new LinkedHashMap<Object, @Nullable Object>(map);
        named.remove("$class");
        var arguments = new ArrayList<@Nullable Object>();
        arguments.add(named);
        if (values.length > 1) {
            arguments.add(values[values.length - 1]);
        }
        return run.invoke(step.getName(), arguments.toArray());
    }

    private static @Nullable Object body(@Nullable Object[] values) {
        return values.length > 0 && values[values.length - 1] instanceof Closure<?> closure ? closure.call() : null;
    }

    private static @Nullable StepDescription find(StepCatalog catalog, String type) {
        return catalog.step(type).or(() -> catalog.step(simple(type))).orElse(null);
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
