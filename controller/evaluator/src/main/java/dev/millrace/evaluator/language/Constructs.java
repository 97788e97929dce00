package dev.millrace.evaluator.language;

import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.StepDescription;
import groovy.lang.Closure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Does calls: what the evaluator itself decides here, what the controller does by asking. */
public final class Constructs {
    private final PipelineRun run;

    Constructs(PipelineRun run) {
        this.run = run;
    }

    @Nullable
    Object call(String name, @Nullable Object[] values) {
        if (name.equals("parallel")) {
            return new Parallel(run).call(values, Scripts.spot());
        }
        if (Described.general(name)) {
            return Described.call(run, name, values);
        }
        var step = run.catalog().step(name).orElse(null);
        if (step == null || Symbols.meant(run.catalog(), step, values)) {
            return Symbols.call(run.catalog(), name, values, () -> unknown(name));
        }
        if (step.getNeedsNode() && PipelineRun.branch().surroundings.node() == 0) {
            throw PipelineRun.failure(
                    step.getName() + " needs an agent: put it inside node { }, or give the pipeline or stage an agent");
        }
        var arguments = Arguments.read(step, name.equals("output") ? pair(values) : values);
        return call(step, arguments);
    }

    /** {@code output('name', value)} is the same as {@code output(name: 'name', value: value)}. */
    private static @Nullable Object[] pair(@Nullable Object[] values) {
        if (values.length != 2 || values[0] instanceof Map<?, ?>) {
            return values;
        }
        var named = new LinkedHashMap<String, @Nullable Object>();
        named.put("name", values[0]);
        named.put("value", values[1]);
        return new Object[] {named};
    }

    private @Nullable Object output(Arguments arguments) {
        var place = PipelineRun.branch().place();
        if (place == null) {
            throw PipelineRun.failure(
                    "output sets what a stage of pipeline { } declares with outputs { }, and this is none");
        }
        var noted = PipelineRun.values("output", arguments.named());
        var value = noted.stream()
                .filter(argument -> argument.getName().equals("value"))
                .findFirst()
                .map(argument -> Optional.ofNullable(Values.object(argument.getValue())))
                .orElse(Optional.empty());
        place.output(
                String.valueOf(arguments.named().get("name")),
                value.orElse(null),
                Scripts.spot().line());
        run.note("output", false, noted);
        return null;
    }

    /** Milestones of a run count up, from 0 where the pipeline does not say. */
    private @Nullable Object milestone(Arguments arguments) {
        var ordinal = run.milestone(arguments.named().get("ordinal"));
        run.remark("Trying to pass milestone " + ordinal);
        var named = new LinkedHashMap<String, @Nullable Object>(arguments.named());
        named.put("ordinal", ordinal);
        run.ask("milestone", false, PipelineRun.values("milestone", named));
        return null;
    }

    private RuntimeException unknown(String name) {
        if (name.equals("pipeline")) {
            // the first one of a method is read with the source; there is no use in a second one
            run.declared();
        }
        var names = new TreeSet<>(run.catalog().names());
        names.addAll(run.scripts().variables());
        var hint = Nearest.hint(name, names);
        return Sneaky.thrown(new NoSuchMethodError("No such DSL method '" + name + "' found at line "
                + Scripts.spot().line()
                + (hint.isEmpty()
                        ? ": there is no step of this name, and the pipeline does not define it"
                        : ". " + hint)));
    }

    private @Nullable Object call(StepDescription step, Arguments arguments) {
        var guards = new Guards(run);
        return switch (step.getName()) {
            case "stage" -> stage(arguments);
            case "node" -> node(arguments);
            case "withEnv" -> withEnv(arguments);
            case "script", "timestamps" -> transparent(step.getName(), arguments);
            case "timeout" -> timeout(arguments);
            case "tee" -> tee(arguments);
            case "retry" -> guards.retry(arguments);
            case "catchError" -> guards.catchError(arguments);
            case "warnError" -> guards.warnError(arguments);
            case "waitUntil" -> guards.waitUntil(arguments);
            case "unstable" -> {
                run.note("unstable", false, PipelineRun.values("unstable", arguments.named()));
                run.worsen(Result.UNSTABLE);
                yield null;
            }
            case "error" -> {
                run.note("error", false, PipelineRun.values("error", arguments.named()));
                var message = arguments.text("message");
                throw PipelineRun.failure(message == null ? "" : message);
            }
            case "finish" -> throw run.finish(String.valueOf(arguments.named().get("reason")));
            case "output" -> output(arguments);
            case "milestone" -> milestone(arguments);
            case "echo" -> {
                run.echo(String.valueOf(arguments.named().get("message")));
                yield null;
            }
            case "pwd" -> {
                // the node's own: ws, or the pipeline, may have set another
                var workspace = PipelineRun.branch().surroundings.base().get("WORKSPACE");
                yield workspace == null || arguments.truth("tmp", false)
                        ? described(step, arguments)
                        : directory(workspace);
            }
            case "sleep" -> {
                var unit = arguments.text("unit");
                var named = new LinkedHashMap<String, @Nullable Object>(arguments.named());
                named.put("unit", Durations.unit(unit == null ? "SECONDS" : unit));
                run.ask("sleep", false, PipelineRun.values("sleep", named));
                yield null;
            }
            case "library" -> run.scripts().libraries().load(arguments);
            case ContextStep.NAME -> ContextStep.get(run, arguments.named().get("type"));
            case "libraryResource" -> {
                run.note("libraryResource", false, PipelineRun.values("libraryResource", arguments.named()));
                yield run.scripts().libraries().resource(arguments);
            }
            case "properties" -> {
                ProjectProperties.set(run, arguments);
                yield null;
            }
            default -> described(step, arguments);
        };
    }

    private static String directory(String workspace) {
        var directory = PipelineRun.branch().surroundings.directory();
        if (directory.startsWith("/")) {
            return directory;
        }
        return directory.isEmpty() ? workspace : workspace + "/" + directory;
    }

    private @Nullable Object described(StepDescription step, Arguments arguments) {
        var values = PipelineRun.values(step.getName(), arguments.named());
        if (step.getBlock()) {
            var body = arguments.block(step.getName());
            var answer = run.ask(step.getName(), true, values);
            var skipped = Values.map(answer.value().getMap()).containsKey("skipped");
            return run.within(answer.step(), opened(answer.value()), skipped ? () -> null : body::call);
        }
        if (step.getNoted()) {
            run.note(step.getName(), false, values);
            return null;
        }
        return Values.object(run.ask(step.getName(), false, values).value());
    }

    /** What the opening of a block adds to the surroundings. */
    private Surroundings opened(dev.millrace.wire.proto.Value outcome) {
        var surroundings = PipelineRun.branch().surroundings;
        var map = Values.map(outcome.getMap());
        if (map.get("directory") instanceof String directory) {
            surroundings = surroundings.in(directory);
        }
        return surroundings.with(environment(map));
    }

    static Map<String, String> environment(Map<String, @Nullable Object> outcome) {
        var environment = new LinkedHashMap<String, String>();
        if (outcome.get("environment") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        }
        return environment;
    }

    private @Nullable Object stage(Arguments arguments) {
        if (arguments.body() == null) {
            run.note("stage", false, PipelineRun.values("stage", arguments.named()));
            return null;
        }
        var body = arguments.body();
        return stage(arguments.named(), () -> {
            run.giveWay();
            return body.call();
        });
    }

    /** A block that is only noted. */
    public @Nullable Object block(String name, Map<String, @Nullable Object> named, PipelineRun.Body body) {
        var step = run.note(name, true, PipelineRun.values(name, named));
        return run.within(step, PipelineRun.branch().surroundings, body);
    }

    /** Runs the body of a stage. */
    public @Nullable Object stage(String name, PipelineRun.Body body) {
        return stage(Guards.named("name", name), body);
    }

    /** The same, of a stage whose line is known. */
    public @Nullable Object stage(String name, int line, PipelineRun.Body body) {
        return stage(run.stage(name, line), name, body);
    }

    private @Nullable Object stage(Map<String, @Nullable Object> named, PipelineRun.Body body) {
        var step = run.note("stage", true, PipelineRun.values("stage", named));
        return stage(step, String.valueOf(named.get("name")), body);
    }

    private @Nullable Object stage(int step, String name, PipelineRun.Body body) {
        return run.within(step, PipelineRun.branch().surroundings.with(Map.of("STAGE_NAME", name)), body);
    }

    private @Nullable Object transparent(String name, Arguments arguments) {
        return block(name, arguments.named(), arguments.block(name)::call);
    }

    private @Nullable Object node(Arguments arguments) {
        return node(arguments.named(), arguments.block("node")::call);
    }

    /** Runs a body on an agent. */
    public @Nullable Object node(Map<String, @Nullable Object> named, PipelineRun.Body body) {
        var answer = run.ask("node", true, PipelineRun.values("node", named));
        var outcome = Values.map(answer.value().getMap());
        var environment = environment(outcome);
        OpenNodes.name(outcome, environment);
        run.nodes.opened(answer.step(), environment);
        var surroundings = PipelineRun.branch().surroundings.onNode(answer.step(), environment);
        if (outcome.get("directory") instanceof String directory) {
            surroundings = surroundings.in(directory);
        }
        try {
            return run.within(answer.step(), surroundings, () -> {
                placeFiles();
                return body.run();
            });
        } finally {
            run.nodes.left(answer.step());
        }
    }

    /** Files that the run was given are there before anything else of the node runs. */
    private void placeFiles() {
        var files = run.parameters().files();
        if (!files.isEmpty()) {
            files.forEach(name -> run.remark("Copying file to " + name));
            run.asked("fileParameters", Map.of());
        }
    }

    private @Nullable Object withEnv(Arguments arguments) {
        var overrides = arguments.named().get("overrides");
        return withEnv(overrides instanceof Collection<?> items ? items : List.of(), arguments.block("withEnv")::call);
    }

    /** Runs a body with variables as {@code withEnv} takes them. {@code PATH+X=dir} goes before what PATH is, also on nodes that begin inside. */
    public @Nullable Object withEnv(Collection<?> overrides, PipelineRun.Body body) {
        var environment = new LinkedHashMap<String, String>();
        var fronts = new LinkedHashMap<String, String>();
        for (var item : overrides) {
            var text = String.valueOf(item);
            var equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("withEnv takes 'NAME=value', not '" + text + "'");
            }
            var name = text.substring(0, equals);
            var value = text.substring(equals + 1);
            var plus = name.indexOf('+');
            if (plus > 0) {
                var plain = name.substring(0, plus);
                var before = environment.containsKey(plain) ? environment.get(plain) : run.environment.lookup(plain);
                environment.put(plain, before == null ? value : value + ":" + before);
                fronts.merge(plain, value, (first, more) -> more + ":" + first);
            } else {
                environment.put(name, value);
                fronts.remove(name);
            }
        }
        return withEnv(environment, fronts, body);
    }

    /** Runs a body with more environment. */
    public @Nullable Object withEnv(Map<String, String> environment, PipelineRun.Body body) {
        return withEnv(environment, Map.of(), body);
    }

    private @Nullable Object withEnv(
            Map<String, String> environment, Map<String, String> fronts, PipelineRun.Body body) {
        var overrides = new ArrayList<String>();
        environment.forEach((name, value) -> overrides.add(name + "=" + value));
        var step = run.note("withEnv", true, PipelineRun.values("withEnv", Map.of("overrides", overrides)));
        return run.within(step, PipelineRun.branch().surroundings.with(environment, fronts), body);
    }

    /** When the body is over, however it ended, a second call writes what was logged since the first. */
    private @Nullable Object tee(Arguments arguments) {
        var body = arguments.block("tee");
        var opened = run.ask("tee", true, PipelineRun.values("tee", arguments.named()));
        var named = new LinkedHashMap<String, @Nullable Object>(arguments.named());
        named.put("from", Values.map(opened.value().getMap()).get("from"));
        Object value;
        try {
            value = run.within(opened.step(), PipelineRun.branch().surroundings, body::call);
        } catch (Throwable e) {
            try {
                run.ask("tee", false, PipelineRun.values("tee", named));
            } catch (Exception second) {
                e.addSuppressed(second);
            }
            throw Sneaky.thrown(e);
        }
        run.ask("tee", false, PipelineRun.values("tee", named));
        return value;
    }

    private @Nullable Object timeout(Arguments arguments) {
        var unit = arguments.text("unit");
        var named = new LinkedHashMap<String, @Nullable Object>(arguments.named());
        named.put("unit", Durations.unit(unit == null ? "MINUTES" : unit));
        return timeout(named, arguments.block("timeout")::call);
    }

    /** Runs a body that is interrupted when its time is over. */
    @Nullable
    Object timeout(Map<String, @Nullable Object> named, PipelineRun.Body body) {
        var answer = run.ask("timeout", true, PipelineRun.values("timeout", named));
        return run.within(answer.step(), PipelineRun.branch().surroundings, body);
    }

    static PipelineRun.Body body(Closure<?> closure) {
        return closure::call;
    }
}
