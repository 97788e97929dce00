package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import groovy.lang.Closure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The closures of a declarative pipeline by number, made when they are first needed. */
final class Closures {
    private final List<Closure<?>> portions;
    private final Map<Integer, Set<String>> interpolated;
    private final @Nullable List<?>[] made;

    /** @param interpolated names that stand alone in the texts that some of them compute */
    Closures(List<Closure<?>> portions, Map<Integer, Set<String>> interpolated) {
        this.portions = portions;
        this.interpolated = interpolated;
        this.made = new List<?>[portions.size()];
    }

    Closure<?> get(int number) {
        var index = number / Splice.PORTION;
        var portion = made[index];
        if (portion == null) {
            portion = (List<?>) portions.get(index).call();
            made[index] = portion;
        }
        return (Closure<?>) portion.get(number % Splice.PORTION);
    }

    /** The name stands alone in the text that this closure computes. */
    boolean interpolates(int number, String name) {
        return interpolated.getOrDefault(number, Set.of()).contains(name);
    }

    @Nullable
    Object value(Model.Operand operand) {
        return operand.computed() ? get(operand.closure()).call() : operand.constant();
    }

    /** The named arguments; one without a name is called {@code unnamed}. */
    Map<String, @Nullable Object> arguments(List<Model.Argument> arguments, String unnamed) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        arguments.forEach(
                argument -> values.put(argument.name().isEmpty() ? unnamed : argument.name(), value(argument.value())));
        return values;
    }
}
