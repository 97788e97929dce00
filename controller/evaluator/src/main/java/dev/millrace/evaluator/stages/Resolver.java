package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.BranchState;
import dev.millrace.evaluator.language.PipelineRun;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes the variables of an {@code environment} block, which may refer to each other in any order. */
final class Resolver implements BranchState.Variables {
    private final Map<String, Model.Operand> operands = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> computing = new HashSet<>();
    private final Closures closures;

    Resolver(List<Model.Variable> variables, Closures closures) {
        this.closures = closures;
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
            return all;
        });
    }

    /** A variable of the block; null if it has none of this name, or is just computing it and so means the outer one. */
    @Override
    public @Nullable String value(String name) {
        var operand = operands.get(name);
        if (operand == null) {
            return null;
        }
        var known = values.get(name);
        if (known != null || !computing.add(name)) {
            return known;
        }
        try {
            var computed = closures.value(operand);
            if (computed instanceof Map<?, ?> map && "credentials".equals(map.get("$class"))) {
                throw PipelineRun.failure(name + " = credentials('" + map.get("value")
                        + "') needs a provider of credentials, and there is none");
            }
            var value = String.valueOf(computed);
            values.put(name, value);
            return value;
        } finally {
            computing.remove(name);
        }
    }
}
