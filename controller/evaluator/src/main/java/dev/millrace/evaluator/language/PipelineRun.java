package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Answer;
import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.BranchInterrupted;
import dev.millrace.evaluator.baton.Call;
import dev.millrace.evaluator.baton.Interruption;
import dev.millrace.evaluator.baton.Leaving;
import dev.millrace.evaluator.baton.Spot;
import dev.millrace.evaluator.baton.StepFailed;
import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.StepContext;
import dev.millrace.wire.proto.StepFailure;
import dev.millrace.wire.proto.Value;
import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline: its facts, its result so far, and the way from calls to steps. */
public final class PipelineRun {
    private static final long VALUE_BYTES = 8 << 20;

    private final Optional<Insight> insight;
    private final Baton baton;
    private final StepCatalog catalog;
    private final String file;
    private final Constructs constructs = new Constructs(this);
    private final Scripts scripts;
    final Environment environment;
    final OpenNodes nodes = new OpenNodes();
    final CurrentBuild build;
    private final Docker docker = new Docker(this);
    private final Parameters parameters;
    final Map<String, @Nullable Object> facts;
    /** What steps and the program said of the run. */
    Result said = Result.SUCCESS;
    /** What stages said that failed. */
    private Result failed = Result.SUCCESS;

    private final long mostValueBytes;

    private boolean declared;
    private boolean finished;
    private int lastMilestone = -1;
    private @Nullable PipelineScript main;

    PipelineRun(
            Baton baton,
            StepCatalog catalog,
            Start start,
            Compiler compiler,
            Libraries.Factory libraries,
            Contents contents,
            Optional<Insight> insight) {
        this.insight = insight;
        insight.ifPresent(into -> into.begins(this));
        this.baton = baton;
        baton.onReentered(nodes::reentered);
        baton.onLost(Scripts::spot);
        this.catalog = catalog;
        this.scripts = new Scripts(this, compiler, libraries.of(this, contents), insight.isPresent());
        this.file = start.getFile();
        this.mostValueBytes = start.hasLimits() ? start.getLimits().getValueBytes() : VALUE_BYTES;
        this.facts = Values.map(start.getBuild());
        var values = Values.map(start.getParameters());
        this.environment = new Environment(start.getEnvironmentMap(), values);
        this.parameters = new Parameters(values, facts.get("defaulted"), facts.get("files"), environment);
        this.build = new CurrentBuild(this, facts);
    }

    Baton baton() {
        return baton;
    }

    /** The steps that there are. */
    public StepCatalog catalog() {
        return catalog;
    }

    /** Has the calling thread be a branch while it does something. */
    <T> T live(BranchState state, Supplier<T> work) {
        insight.ifPresent(into -> into.enters(state));
        return ScopedValue.where(BranchState.CURRENT, state).call(work::get);
    }

    /** The branch that is running. */
    public static BranchState branch() {
        return BranchState.CURRENT.get();
    }

    /** The branch is on an agent. */
    public static boolean onNode() {
        return branch().surroundings.node() != 0;
    }

    /** Name of the pipeline's file, for messages. */
    public String file() {
        return file;
    }

    /** There is a script. */
    boolean compiled() {
        return main != null;
    }

    /** The script that is the pipeline. */
    PipelineScript main() {
        return java.util.Objects.requireNonNull(main, "The pipeline was not compiled");
    }

    /** The pipeline was compiled. */
    void main(PipelineScript script) {
        main = script;
    }

    /** The run's code. */
    public Scripts scripts() {
        return scripts;
    }

    /** A call that the script does not define: a step, or a closure in a variable. */
    @Nullable
    Object invoke(PipelineScript script, String name, @Nullable Object[] values) {
        if (script.getBinding().hasVariable(name)) {
            var variable = script.getBinding().getVariable(name);
            return variable instanceof Closure<?> closure
                    ? closure.call(values)
                    : InvokerHelper.invokeMethod(variable, "call", values);
        }
        var variable = variable(name);
        return variable == null ? invoke(name, values) : InvokerHelper.invokeMethod(variable, "call", values);
    }

    /** What is there without being declared: variables of libraries, and Docker. */
    private @Nullable Object variable(String name) {
        var own = scripts.variable(name);
        return own == null && name.equals("docker") ? docker : own;
    }

    /** {@code load}, for the script that calls it. */
    @Nullable
    Object load(PipelineScript script, @Nullable Object given) {
        var path = given instanceof Map<?, ?> map ? map.get("path") : given;
        if (path == null) {
            throw new IllegalArgumentException("load needs the path of a file: load 'build.groovy'");
        }
        if (branch().surroundings.node() == 0) {
            throw failure(
                    "load needs an agent, where the file is: put it inside node { }, or give the pipeline or stage an agent");
        }
        var text = asked("load", Map.of("path", path.toString()));
        return scripts.load(script, path.toString(), String.valueOf(text));
    }

    /** Asks for a step and waits; gives its value. */
    public @Nullable Object asked(String name, Map<String, @Nullable Object> named) {
        return Values.object(ask(name, false, values(name, named)).value());
    }

    /** What the engine does itself. */
    public Constructs constructs() {
        return constructs;
    }

    /** The variables that {@code env} shows. */
    public Environment environment() {
        return environment;
    }

    /** What the run was given, and what the pipeline declares. */
    public Parameters parameters() {
        return parameters;
    }

    /** Says all that a declarative pipeline says about its project. The log does not show it. */
    public void declare(List<Map<String, @Nullable Object>> properties) {
        var said = new java.util.LinkedHashMap<String, @Nullable Object>();
        said.put("properties", properties);
        said.put("plain", true);
        note("properties", false, values("properties", said));
    }

    /** What pipelines call {@code currentBuild}. */
    public CurrentBuild build() {
        return build;
    }

    /** What the controller told of the run. */
    public @Nullable Object fact(String name) {
        return facts.get(name);
    }

    /** The result so far. */
    public Result result() {
        return Results.worse(said, failed);
    }

    /** A stage failed: the run, but no open block, is no better than that. A branch that another one's failure interrupted is not its own failure. */
    public void fail(Throwable failure) {
        if (!(failure instanceof EarlyEnd)
                && !(failure instanceof FlowInterruptedException interrupted && interrupted.failFast())) {
            failed = Results.worse(failed, Results.of(failure));
        }
    }

    /** Runs a body again from the start: what failed in it before is forgotten, what steps said of the run stays. */
    public PipelineRun.Body retried(Body body) {
        var before = failed;
        return () -> {
            failed = before;
            branch().worst = Result.SUCCESS;
            return body.run();
        };
    }

    /** The number of the next milestone: the one that the pipeline gives, or one more than the last. */
    int milestone(@Nullable Object given) {
        var next = given instanceof Number number ? number.intValue() : lastMilestone + 1;
        if (next <= lastMilestone) {
            throw failure("Milestone " + next + " comes after milestone " + lastMilestone + ": milestones count up");
        }
        lastMilestone = next;
        return next;
    }

    /** A {@code pipeline { }} begins; fails where the run had one. */
    public void declared() {
        if (declared) {
            throw new IllegalStateException("Only one pipeline { ... } block can be executed in a single run");
        }
        declared = true;
    }

    /** True once {@code finish} was called: nothing new begins. */
    public boolean finished() {
        return finished;
    }

    /** Ends the run early: nothing new begins, what runs is interrupted. */
    RuntimeException finish(String reason) {
        finished = true;
        remark("Finished early: " + reason);
        baton.interruptOthers(new Interruption(Interruption.Cause.FINISH, 0, Result.SUCCESS, reason));
        throw new EarlyEnd(reason, false);
    }

    /** A call of a step. */
    public @Nullable Object invoke(String name, @Nullable Object[] values) {
        return constructs.call(name, values);
    }

    /** A name that the script does not define: a variable that it has set, of the run, or of the environment. */
    @Nullable
    Object property(PipelineScript script, String name) {
        if (script.getBinding().hasVariable(name)) {
            return script.getBinding().getVariable(name);
        }
        return switch (name) {
            case "env" -> environment;
            case "params" -> parameters.values();
            case "currentBuild" -> build;
            case "steps" -> script;
            case "scm" -> scm();
            case "binding" -> script.getBinding();
            case "class" -> script.getClass();
            case "metaClass" -> script.getMetaClass();
            default -> {
                var own = script.getMetaClass().hasProperty(script, name);
                if (own != null) { // @Field, seen from a closure
                    yield own.getProperty(script);
                }
                var place = branch().place();
                var local = place == null ? null : place.property(name);
                if (local != null) {
                    yield local;
                }
                var variable = variable(name);
                variable = variable == null ? environment.lookup(name) : variable;
                var computing = branch().computing;
                if (variable == null && (computing == null || !computing.mayBeUndefined(name))) {
                    throw new groovy.lang.MissingPropertyException(name, script.getClass());
                }
                yield variable;
            }
        };
    }

    private Object scm() {
        if (!(facts.get("scm") instanceof Map<?, ?> scm)) {
            throw failure(
                    "This run has no source control ('scm'): its pipeline does not come from a repository or directory");
        }
        return SourceControl.of(scm);
    }

    /** Throws what the pipeline sees as a failure with this message. */
    public static RuntimeException failure(String message) {
        throw Sneaky.thrown(new hudson.AbortException(message));
    }

    /** Fails with this message, where an expression is wanted. */
    static Object refuse(String message) {
        if (message.isEmpty()) {
            throw new IllegalArgumentException("A refusal needs words");
        }
        throw failure(message);
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
        return baton.note(noted(name, block, arguments, baton.compares() ? Spot.UNKNOWN : Scripts.spot()));
    }

    /** Begins a stage that stands in this line, not in that of the statement which it is a part of. */
    int stage(String name, int line) {
        var spot = new Spot(baton.compares() ? "" : Scripts.spot().file(), line);
        return baton.note(noted("stage", true, List.of(Values.named("name", Values.text(name))), spot));
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
            throw interrupted(e);
        }
    }

    private static RuntimeException interrupted(BranchInterrupted interrupted) {
        var why = interrupted.interruption();
        return switch (why.cause()) {
            case FINISH -> throw new EarlyEnd(why.reason(), true);
            case ABORT, TIMEOUT, CANCEL, FAIL_FAST ->
                Sneaky.thrown(new FlowInterruptedException(
                        why.result().name(), why.reason(), why.block(), why.cause() == Interruption.Cause.FAIL_FAST));
        };
    }

    /**
     * Lets other branches go first; throws where this one was interrupted. Done where a stage begins: stages that begin at the same time are
     * all there before one of them does anything, as in Jenkins.
     */
    public void giveWay() {
        try {
            baton.giveWay();
        } catch (BranchInterrupted e) {
            throw interrupted(e);
        }
    }

    /** Throws where the branch was interrupted. */
    void look() {
        try {
            baton.look();
        } catch (BranchInterrupted e) {
            throw interrupted(e);
        }
    }

    /** A step that somebody stopped is an interruption, also where nothing around it was interrupted: a question that was rejected. */
    private static Exception thrown(StepFailure failure) {
        return failure.getKind() == StepFailure.Kind.INTERRUPTED
                ? new FlowInterruptedException(failure.getResult().name(), failure.getMessage(), 0, false)
                : new StepAbort(failure);
    }

    /** Nobody does it, wherever it stands. */
    private Call noted(String name, boolean block, List<NamedValue> arguments, Spot spot) {
        check(name, arguments);
        return new Call(name, arguments, block, spot, StepContext.getDefaultInstance());
    }

    private Call call(String name, boolean block, List<NamedValue> arguments) {
        check(name, arguments);
        var context = branch().surroundings.context(environment.forSteps()).toBuilder()
                .setResult(result());
        return new Call(name, arguments, block, Scripts.spot(), context.build());
    }

    private void check(String name, List<NamedValue> arguments) {
        var size = arguments.stream().mapToLong(NamedValue::getSerializedSize).sum();
        if (size > mostValueBytes) {
            throw failure(
                    "%s is given %d bytes, the limit is %d. Keep large data in files; the setting is limits.valueBytes"
                            .formatted(name, size, mostValueBytes));
        }
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
        var told = branch.told.begin();
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
            baton.close(block, leaving.telling(branch.told.end(told)));
        }
    }

    /** Makes the run no better than this. */
    void worsen(Result worse) {
        said = Results.worse(said, worse);
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
