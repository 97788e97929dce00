package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Dialect;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.PipelineScript;
import dev.millrace.wire.proto.PipelineModel;
import groovy.lang.Closure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code pipeline { }} that was read.
 *
 * @param interpolated names that stand alone in texts, by the closure that computes the text
 */
record DeclarativeBlock(Model model, Map<Integer, Set<String>> interpolated) implements Dialect.Block {
    @Override
    public PipelineModel shape() {
        return Shapes.of(model);
    }

    @Override
    public @Nullable Object run(PipelineRun run, PipelineScript script, List<Closure<?>> portions) {
        run.declared();
        new Declarative(run, script, model, new Closures(portions, interpolated)).run();
        return null;
    }
}
