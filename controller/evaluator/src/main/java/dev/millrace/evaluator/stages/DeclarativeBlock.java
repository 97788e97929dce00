package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Dialect;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.PipelineScript;
import dev.millrace.wire.proto.PipelineModel;
import groovy.lang.Closure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code pipeline { }} that was read. */
record DeclarativeBlock(Model model) implements Dialect.Block {
    @Override
    public PipelineModel shape() {
        return Shapes.of(model);
    }

    @Override
    public @Nullable Object run(PipelineRun run, PipelineScript script, List<Closure<?>> portions) {
        new Declarative(run, script, model, new Closures(portions)).run();
        return null;
    }
}
