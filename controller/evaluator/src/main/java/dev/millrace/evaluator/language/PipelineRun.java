package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Answer;
import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.BranchInterrupted;
import dev.millrace.evaluator.baton.Call;
import dev.millrace.evaluator.baton.Leaving;
import dev.millrace.evaluator.baton.Spot;
import dev.millrace.evaluator.baton.StepFailed;
import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.StepFailure;
import dev.millrace.wire.proto.Value;
import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline: its facts, its result so far, and the way from calls to steps. */
public final class PipelineRun {
    private final Baton baton;
    private final StepCatalog catalog;
    private final Constructs constructs = new Constructs(this);
    private final ClassLoader loader;
    private final Optional<Dialect.Block> block;
    final Environment environment;
    final CurrentBuild build;
    final Map<String, @Nullable Object> parameters;
    final Map<String, @Nullable Object> facts;
    Result result = Result.SUCCESS;

    PipelineRun(Baton baton, StepCatalog catalog, Start start, ClassLoader loader, Optional<Dialect.Block> block) {
        this.block = block;
        this.baton = baton;
        this.catalog = catalog;
        this.loader = loader;
        this.facts = Values.map(start.getBuild());
        this.parameters = Values.map(start.getParameters());
        this.environment = new Environment(start.getEnvironmentMap(), parameters);
        this.build = new CurrentBuild(this, facts);
    }

    Baton baton() {
        return baton;
    }

    /** The steps that there are. */
    public StepCatalog catalog() {
        return catalog;
    }

    /** The branch that is running. */
    public static BranchState branch() {
        return BranchState.CURRENT.get();
    }

    /** Where the pipeline's code stands. */
    Spot spot() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame ->
                                loader.equals(frame.getDeclaringClass().getClassLoader()) && frame.getLineNumber() > 0)
                        .findFirst()
                        .map(frame -> new Spot("", frame.getLineNumber()))
                        .orElse(Spot.UNKNOWN));
    }

    /** A call that the script does not define: a step, or a closure in a variable. */
    @Nullable
    Object invoke(PipelineScript script, String name, @Nullable Object[] values) {
        if (script.getBinding().hasVariable(name)) {
            var variable = script.getBinding().getVariable(name);
            return variable instanceof Closure<?> closure
                    ? closure.call(values)
                    : org.codehaus.groovy.runtime.InvokerHelper.invokeMethod(variable, "call", values);
        }
        return invoke(name, values);
    }

    /** Runs the statement that is not Groovy. */
    @Nullable
    Object dialect(PipelineScript script, List<Closure<?>> portions) {
        return block.orElseThrow().run(this, script, portions);
    }

    /** What the engine does itself. */
    public Constructs constructs() {
        return constructs;
    }

    /** The variables that {@code env} shows. */
    public Environment environment() {
        return environment;
    }

    /** The run's parameters by name; what a pipeline's own defaults add goes in here. */
    public Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    /** What the controller told of the run. */
    public @Nullable Object fact(String name) {
        return facts.get(name);
    }

    /** The result so far. */
    public Result result() {
        return result;
    }

    /** Makes the run, but no open block, no better than this. */
    public void fail(Result worse) {
        result = Results.worse(result, worse);
    }

    /** A call of a step. */
    public @Nullable Object invoke(String name, @Nullable Object[] values) {
        return constructs.call(name, values, spot());
    }

    /** A name that the script does not define: a variable that it has set, of the run, or of the environment. */
    @Nullable
    Object property(PipelineScript script, String name) {
        if (script.getBinding().hasVariable(name)) {
            return script.getBinding().getVariable(name);
        }
        return switch (name) {
            case "env" -> environment;
            case "params" -> parameters;
            case "currentBuild" -> build;
            case "steps" -> script;
            case "scm" -> scm();
            case "binding" -> script.getBinding();
            case "class" -> script.getClass();
            case "metaClass" -> script.getMetaClass();
            default -> {
                var variable = environment.lookup(name);
                if (variable == null) {
                    throw new groovy.lang.MissingPropertyException(name, script.getClass());
                }
                yield variable;
            }
        };
    }

    private Object scm() {
        var scm = facts.get("scm");
        if (scm == null) {
            throw failure(
                    "This run has no source control ('scm'): its pipeline does not come from a repository or directory");
        }
        return scm;
    }

    /** Throws what the pipeline sees as a failure with this message. */
    public static RuntimeException failure(String message) {
        throw Sneaky.thrown(new hudson.AbortException(message));
    }

    /** Writes text to the log as the step of that name does. */
    void echo(String text) {
        note("echo", false, List.of(Values.named("message", Values.text(text))));
    }

    /** Writes a line to the log that is no step of the program. */
    public void remark(String text) {
        note(
                "echo",
                false,
                List.of(
                        Values.named("message", Values.text(text)),
                        Values.named("plain", Value.newBuilder().setTruth(true).build())));
    }

    /** Makes a step's entry and goes on. */
    int note(String name, boolean block, List<NamedValue> arguments) {
        return baton.note(call(name, block, arguments));
    }

    /** Asks for a step and waits. A failure becomes the exception that pipeline code catches. */
    Answer ask(String name, boolean block, List<NamedValue> arguments) {
        try {
            var answer = baton.ask(call(name, block, arguments));
            worsen(answer.worsened());
            return answer;
        } catch (StepFailed e) {
            worsen(e.worsened());
            throw Sneaky.thrown(thrown(e.failure()));
        } catch (BranchInterrupted e) {
            worsen(e.worsened());
            var why = e.interruption();
            throw Sneaky.thrown(new FlowInterruptedException(why.result().name(), why.reason(), why.block()));
        }
    }

    /** A step that somebody stopped is an interruption, also where nothing around it was interrupted: a question that was rejected. */
    private static Exception thrown(StepFailure failure) {
        return failure.getKind() == StepFailure.Kind.INTERRUPTED
                ? new FlowInterruptedException(failure.getResult().name(), failure.getMessage(), 0)
                : new StepAbort(failure);
    }

    private Call call(String name, boolean block, List<NamedValue> arguments) {
        var context = branch().surroundings.context(environment.overrides()).toBuilder()
                .setResult(result);
        return new Call(name, arguments, block, spot(), context.build());
    }

    static List<NamedValue> values(String step, Map<String, @Nullable Object> named) {
        var values = new ArrayList<NamedValue>();
        named.forEach((name, value) -> values.add(Values.named(name, Values.of("'" + name + "' of " + step, value))));
        return values;
    }

    /** Runs the body of an open block and closes it, in the surroundings given. */
    @Nullable
    Object within(int block, Surroundings surroundings, Body body) {
        var branch = branch();
        var outer = branch.surroundings;
        var worst = branch.worst;
        branch.surroundings = surroundings;
        branch.worst = Result.SUCCESS;
        var leaving = Leaving.ordinary(Result.SUCCESS);
        try {
            var value = body.run();
            leaving = Leaving.ordinary(branch.worst);
            return value;
        } catch (Throwable e) {
            leaving = new Leaving(Results.worse(branch.worst, Results.of(e)), Results.message(e), Optional.of(e));
            throw Sneaky.thrown(e);
        } finally {
            branch.surroundings = outer;
            branch.worst = Results.worse(worst, branch.worst);
            baton.close(block, leaving);
        }
    }

    /** Makes the run no better than this. */
    void worsen(Result worse) {
        result = Results.worse(result, worse);
        branch().worsen(worse);
    }

    /** The body of a block. */
    @FunctionalInterface
    public interface Body {
        /** Runs it. */
        @Nullable
        Object run() throws Exception;
    }
}
