package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.language.PipelineScript;
import groovy.lang.Closure;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;

/** Names of the methods that every script has without anybody's doing: {@code println}, {@code with}, {@code evaluate}. */
final class DefaultMethods {
    private final Set<String> names = new HashSet<>();

    DefaultMethods() {
        Arrays.stream(PipelineScript.class.getMethods()).map(Method::getName).forEach(names::add);
        Arrays.stream(Closure.class.getMethods()).map(Method::getName).forEach(names::add);
        Arrays.stream(DefaultGroovyMethods.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() > 0
                        && method.getParameterTypes()[0] == Object.class)
                .map(Method::getName)
                .forEach(names::add);
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
