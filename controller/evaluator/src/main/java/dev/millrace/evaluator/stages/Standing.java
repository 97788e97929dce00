package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Dialect;
import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.PipelineRun;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in the stages a branch of the program stands: which outputs it sees, and which it sets.
 *
 * @param outer around the block
 * @param block the stages of the innermost block by name
 * @param own the stage of that block that the branch is in; null between stages
 */
record Standing(
        @Nullable Standing outer,
        Map<String, Outputs> block,
        @Nullable Outputs own) implements Dialect.Place {
    /** Inside this stage. */
    Standing in(Outputs stage) {
        return new Standing(outer, block, stage);
    }

    /** Inside a block of stages. */
    static Standing block(@Nullable Standing outer, List<Model.Stage> stages) {
        var block = LinkedHashMap.<String, Outputs>newLinkedHashMap(stages.size());
        var matrix = outer == null || outer.own == null || !outer.own.cellular() ? null : outer.own;
        stages.forEach(stage -> block.put(stage.name(), matrix == null ? Outputs.of(stage) : matrix.cell(stage)));
        return new Standing(outer, block, null);
    }

    Outputs stage(Model.Stage stage) {
        var outputs = block.get(stage.name());
        if (outputs == null) {
            throw new IllegalStateException("Stage " + stage.name() + " is not in this block");
        }
        return outputs;
    }

    @Override
    public @Nullable Object property(String name) {
        return name.equals("outputs") ? new OutputsView(this) : null;
    }

    /** The stage of this name that is nearest: in this block, or in those around it. */
    Outputs find(String stage) {
        for (@Nullable Standing at = this; at != null; at = at.outer) {
            var found = at.block.get(stage);
            if (found != null) {
                return found;
            }
        }
        var hint = Nearest.hint(stage, block.keySet());
        throw PipelineRun.failure("There is no stage '" + stage + "' whose outputs could be read here"
                + (hint.isEmpty() ? "" : ". " + hint));
    }

    /** The branch is in that stage, or in one of the stages in it. */
    boolean inside(Outputs stage) {
        for (@Nullable Standing at = this; at != null; at = at.outer) {
            if (stage.equals(at.own)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void output(String name, @Nullable Object value, int line) {
        for (@Nullable Standing at = this; at != null; at = at.outer) {
            if (at.own != null && !at.own.cellular()) {
                var declaration = at.own.declaration(name);
                if (declaration.isPresent()) {
                    check(at.own, declaration.get(), value, line);
                    at.own.set(name, value);
                    return;
                }
            }
        }
        throw undeclared(name, line);
    }

    private RuntimeException undeclared(String name, int line) {
        var stage = own == null ? "This place" : "Stage '" + own.stage() + "'";
        var known = own == null
                ? List.<String>of()
                : own.declared().stream().map(Model.Output::name).toList();
        var hint = Nearest.hint(name, known);
        throw PipelineRun.failure("%s declares no output '%s' (line %d). %s"
                .formatted(stage, name, line, hint.isEmpty() ? "Add outputs { any '" + name + "' } to it" : hint));
    }

    private static void check(Outputs stage, Model.Output output, @Nullable Object value, int line) {
        var fits = switch (output.type()) {
            case "text" -> value instanceof CharSequence;
            case "truth" -> value instanceof Boolean;
            case "integer" ->
                value instanceof Integer || value instanceof Long || value instanceof java.math.BigInteger;
            case "real" -> value instanceof Number;
            case "list" -> value instanceof Collection<?>;
            case "map" -> value instanceof Map<?, ?>;
            default -> true;
        };
        if (!fits) {
            throw PipelineRun.failure("Output '%s' of stage '%s' is %s, not %s (line %d)"
                    .formatted(
                            output.name(),
                            stage.stage(),
                            (output.type().equals("integer") ? "an " : "a ") + output.type(),
                            value == null
                                    ? "null"
                                    : value instanceof CharSequence
                                            ? "'" + value + "'"
                                            : value + " (" + value.getClass().getSimpleName() + ")",
                            line));
        }
    }
}
