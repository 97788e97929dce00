package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.PipelineModel;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import groovy.lang.Binding;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs and checks pipelines. Safe for use by many threads. */
public final class Pipelines {
    private final StepCatalog catalog;
    private final Compiler compiler;

    /** With these steps, and a dialect beside plain Groovy. */
    public Pipelines(StepCatalog catalog, Dialect dialect) {
        this.catalog = catalog;
        this.compiler = new Compiler(catalog, dialect);
    }

    /** The program of a run, for {@link Baton#start}: it gives how the run ended and throws nothing. */
    public Supplier<Ended> program(Start start, Baton baton) {
        return () -> {
            try {
                var compiled = compiler.compile(start.getFile(), start.getSource());
                return run(start, baton, compiled);
            } catch (Refused e) {
                return Ended.newBuilder()
                        .setResult(Result.FAILURE)
                        .addAllProblems(e.problems())
                        .setRefused(true)
                        .build();
            }
        };
    }

    private Ended run(Start start, Baton baton, Compiled compiled) {
        var loader = new PipelineLoader(Pipelines.class.getClassLoader(), compiled.classes());
        var run = new PipelineRun(baton, catalog, start, loader, compiled.block());
        var state = new BranchState(run, Surroundings.NONE);
        return ScopedValue.where(BranchState.CURRENT, state).call(() -> {
            try {
                var script = (PipelineScript) loader.loadClass(compiled.main())
                        .getDeclaredConstructor()
                        .newInstance();
                script.setBinding(new Binding());
                script.join(run);
                script.run();
                return Ended.newBuilder().setResult(run.result()).build();
            } catch (EarlyEnd e) {
                return Ended.newBuilder().setResult(run.result()).build();
            } catch (Throwable e) {
                return failed(start, run, loader, e);
            }
        });
    }

    private static Ended failed(Start start, PipelineRun run, ClassLoader loader, Throwable failure) {
        return Ended.newBuilder()
                .setResult(Results.worse(run.result(), Results.of(failure)))
                .addProblems(ProblemRecord.newBuilder()
                        .setFile(start.getFile())
                        .setLine(Traces.line(failure, loader, Compiler.MAIN))
                        .setMessage(Results.message(failure)))
                .build();
    }

    /** What is wrong with a pipeline; empty if nothing is. */
    public List<ProblemRecord> check(String file, String source) {
        return examine(file, source).problems();
    }

    /** What is wrong with a pipeline, and its shape if it is a declarative one in which nothing is. */
    public Examined examine(String file, String source) {
        try {
            var compiled = compiler.examine(file, source);
            return new Examined(compiled.doubts(), compiled.block().map(Dialect.Block::shape));
        } catch (Refused e) {
            return new Examined(e.problems(), Optional.empty());
        }
    }

    /**
     * What is known of a pipeline without running it.
     *
     * @param problems what is wrong
     * @param shape of a declarative pipeline
     */
    public record Examined(List<ProblemRecord> problems, Optional<PipelineModel> shape) {}
}
