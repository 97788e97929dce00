package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.BranchState;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.Results;
import groovy.lang.GString;
import groovy.lang.GroovyRuntimeException;
import groovy.lang.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes the variables of an {@code environment} block, which may refer to each other in any order. */
final class Resolver implements BranchState.Variables {
    /** The step that {@code credentials()} stands for. */
    private static final String BIND = "bindCredentials";

    private final Map<String, Model.Operand> operands = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> computing = new HashSet<>();
    private final Closures closures;
    private final PipelineRun run;
    private int closure = -1;

    Resolver(List<Model.Variable> variables, Closures closures, PipelineRun run) {
        this.closures = closures;
        this.run = run;
        variables.forEach(variable -> operands.put(variable.name(), variable.value()));
    }

    /** All variables, in the order of the source. */
    Map<String, String> all() {
        return PipelineRun.branch().computing(this, () -> {
            var all = new LinkedHashMap<String, String>();
            for (var name : operands.keySet()) {
                var value = value(name);
                all.put(name, value == null ? "" : value);
            }
            values.forEach(all::putIfAbsent);
            return all;
        });
    }

    /** A variable of the block; null if it has none of this name, or is just computing it and so means the outer one. */
    @Override
    public @Nullable String value(String name) {
        var operand = operands.get(name);
        if (operand == null) {
            return part(name);
        }
        var known = values.get(name);
        if (known != null || !computing.add(name)) {
            return known;
        }
        var outer = closure;
        closure = operand.closure();
        try {
            var computed = closures.value(operand);
            var value = computed instanceof Map<?, ?> map && "credentials".equals(map.get("$class"))
                    ? bound(map, name)
                    : text(computed);
            values.put(name, value);
            return value;
        } catch (GroovyRuntimeException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "One or more variables have some issues with their values: " + name + " (" + Results.message(e)
                            + ")",
                    e);
        } finally {
            computing.remove(name);
            closure = outer;
        }
    }

    @Override
    public boolean mayBeUndefined(String name) {
        return closures.interpolates(closure, name);
    }

    /** {@code X_USR} and {@code X_PSW} come with {@code X = credentials('id')}. */
    private @Nullable String part(String name) {
        if (name.endsWith("_USR") || name.endsWith("_PSW")) {
            var whole = name.substring(0, name.length() - 4);
            if (operands.containsKey(whole) && !values.containsKey(whole)) {
                value(whole);
            }
        }
        return values.get(name);
    }

    /** The controller gives placeholders by variable, or refuses where nothing provides credentials. */
    private String bound(Map<?, ?> credentials, String name) {
        var id = String.valueOf(credentials.get("value"));
        if (run.catalog().step(BIND).isEmpty()) {
            throw PipelineRun.failure(
                    name + " = credentials('" + id + "') needs a provider of credentials, and there is none");
        }
        var arguments = new LinkedHashMap<String, Object>(); // in one order always: a replay compares their digest
        arguments.put("credentialsId", id);
        arguments.put("variable", name);
        var given = run.invoke(BIND, new Object[] {arguments});
        if (given instanceof Map<?, ?> variables) {
            variables.forEach((variable, value) -> values.put(String.valueOf(variable), String.valueOf(value)));
        }
        return values.getOrDefault(name, "");
    }

    private static String text(@Nullable Object value) {
        if (value instanceof GString text && Arrays.stream(text.getValues()).anyMatch(Range.class::isInstance)) {
            return written(text);
        }
        return String.valueOf(value);
    }

    /** Jenkins writes the values of a range. */
    private static String written(GString text) {
        var strings = text.getStrings();
        var whole = new StringBuilder(strings[0]);
        for (int i = 0; i < text.getValues().length; i++) {
            var value = text.getValues()[i];
            whole.append(value instanceof Range<?> range ? new ArrayList<>(range).toString() : String.valueOf(value));
            whole.append(i + 1 < strings.length ? strings[i + 1] : "");
        }
        return whole.toString();
    }
}
