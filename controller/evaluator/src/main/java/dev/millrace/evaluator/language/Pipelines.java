package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.PipelineModel;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.codehaus.groovy.ast.ModuleNode;

/** Runs and checks pipelines. Safe for use by many threads. */
public final class Pipelines {
    private final StepCatalog catalog;
    private final Compiler compiler;
    private final Libraries.Factory libraries;

    /** With these steps, a dialect beside plain Groovy, and shared libraries. */
    public Pipelines(StepCatalog catalog, Dialect dialect, Libraries.Factory libraries) {
        this.catalog = catalog;
        this.compiler = new Compiler(catalog, dialect);
        this.libraries = libraries;
    }

    /** The program of a run, for {@link Baton#start}: it gives how the run ended and throws nothing. */
    public Supplier<Ended> program(Start start, Baton baton, Contents contents) {
        return program(start, baton, contents, Optional.empty());
    }

    /** The same, where it can be looked into. */
    public Supplier<Ended> program(Start start, Baton baton, Contents contents, Insight insight) {
        return program(start, baton, contents, Optional.of(insight));
    }

    private Supplier<Ended> program(Start start, Baton baton, Contents contents, Optional<Insight> insight) {
        return () -> {
            var run = new PipelineRun(baton, catalog, start, compiler, libraries, contents, insight);
            var state = new BranchState(run, Surroundings.NONE);
            return run.live(state, () -> run(start, run));
        };
    }

    private static Ended run(Start start, PipelineRun run) {
        try {
            run.scripts()
                    .pipeline(new SourceText(Compiler.MAIN, start.getFile(), start.getSource()))
                    .run();
            return Ended.newBuilder().setResult(run.result()).build();
        } catch (Refused e) {
            return Ended.newBuilder()
                    .setResult(Result.FAILURE)
                    .addAllProblems(e.problems())
                    .setRefused(true)
                    .build();
        } catch (EarlyEnd e) {
            return Ended.newBuilder().setResult(run.result()).build();
        } catch (Throwable e) {
            return failed(start, run, e);
        }
    }

    private static Ended failed(Start start, PipelineRun run, Throwable failure) {
        var ended = Ended.newBuilder().setResult(Results.worse(run.result(), Results.of(failure)));
        if (failure instanceof Uncompilable broken) {
            return ended.addAllProblems(broken.problems()).build();
        }
        var spot = run.scripts().spot(failure);
        var problem = failure instanceof VirtualMachineError error
                ? Exhaustion.of(error)
                : ProblemRecord.newBuilder().setMessage(Results.message(failure));
        return ended.setHalted(failure instanceof VirtualMachineError)
                .addProblems(problem.setFile(spot.file().isEmpty() ? start.getFile() : spot.file())
                        .setLine(spot.line()))
                .build();
    }

    /** What is wrong with a pipeline; empty if nothing is. */
    public List<ProblemRecord> check(String file, String source) {
        return examine(file, source).problems();
    }

    /** What is wrong with a pipeline, and its shape if it is a declarative one in which nothing is. */
    public Examined examine(String file, String source) {
        return examine(file, source, module -> {});
    }

    /** The same, with a look at the source as it was parsed; there is none where it cannot be parsed. */
    public Examined examine(String file, String source, Consumer<ModuleNode> look) {
        try {
            var compiled = compiler.examine(new SourceText(Compiler.MAIN, file, source), ClassPath.EMPTY, look);
            return new Examined(
                    compiled.doubts(),
                    compiled.blocks().stream().findFirst().map(Dialect.Block::shape),
                    Announcements.mayBeIn(source));
        } catch (Refused e) {
            return new Examined(e.problems(), Optional.empty(), Announcements.mayBeIn(source));
        }
    }

    /**
     * What is known of a pipeline without running it.
     *
     * @param problems what is wrong
     * @param shape of a declarative pipeline
     * @param libraries it names shared libraries: what nothing defines may be theirs
     */
    public record Examined(List<ProblemRecord> problems, Optional<PipelineModel> shape, boolean libraries) {}
}
