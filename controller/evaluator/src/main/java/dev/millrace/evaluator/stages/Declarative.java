package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.baton.Spot;
import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.declarative.Vocabulary;
import dev.millrace.evaluator.language.BodyClosure;
import dev.millrace.evaluator.language.Constructs;
import dev.millrace.evaluator.language.Parallel;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.PipelineScript;
import dev.millrace.evaluator.language.Results;
import dev.millrace.evaluator.language.Sneaky;
import dev.millrace.wire.proto.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a declarative pipeline: agent, environment, options, stages, post, in Jenkins' order. */
final class Declarative {
    private static final String EARLIER = "earlier failure(s)";
    private static final Set<String> COSMETIC = Set.of("ansiColor", "gitLabConnection", "withChecks", "milestone");
    private final PipelineRun run;
    private final PipelineScript script;
    private final Model model;
    private final Closures closures;
    private final Constructs constructs;
    private final Agents agents;
    private final Conditions conditions;
    private final PostActions posts;

    Declarative(PipelineRun run, PipelineScript script, Model model, Closures closures) {
        this.run = run;
        this.script = script;
        this.model = model;
        this.closures = closures;
        this.constructs = run.constructs();
        this.agents = new Agents(run, closures, constructs, options(model.options(), "skipDefaultCheckout"));
        this.conditions = new Conditions(run, closures);
        this.posts = new PostActions(run, closures);
    }

    void run() {
        defaults();
        agents.root(
                model.agent(),
                () -> environment(
                        model.environment(),
                        () -> options(model.options(), () -> {
                            tools(model.tools());
                            var failure = stages(model.stages(), null);
                            failure = pipelinePost(failure);
                            if (failure != null) {
                                throw Sneaky.thrown(failure);
                            }
                            return null;
                        })));
    }

    private @Nullable Throwable pipelinePost(@Nullable Throwable failure) {
        var result = failure == null ? run.result() : Results.worse(run.result(), Results.of(failure));
        var wanted = posts.wanted(model.post(), result);
        if (wanted.isEmpty()) {
            return failure;
        }
        return (Throwable)
                constructs.stage("Declarative: Post Actions", () -> posts.run(model.post(), result, failure));
    }

    /** Parameters that the run was not given have their default values. */
    private void defaults() {
        for (var parameter : model.parameters()) {
            var arguments = closures.arguments(parameter.arguments(), "name");
            var value = arguments.get("defaultValue");
            var choices = arguments.get("choices");
            if (parameter.name().equals("choice") && choices != null) {
                var first = choices instanceof List<?> list
                        ? list
                        : List.of(choices.toString().split("\n"));
                value = value == null && !first.isEmpty() ? first.getFirst() : value;
            }
            if (parameter.name().equals("booleanParam")) {
                value = value != null && Boolean.parseBoolean(value.toString());
            }
            run.parameters().putIfAbsent(String.valueOf(arguments.get("name")), value == null ? "" : value);
        }
    }

    /** Runs stages one after the other; gives what failed first. After a failure the others are skipped. */
    private @Nullable Throwable stages(List<Model.Stage> stages, @Nullable String skipped) {
        Throwable first = null;
        for (var stage : stages) {
            var reason = first == null ? skipped : EARLIER;
            if (reason == null
                    && run.result() == Result.UNSTABLE
                    && options(model.options(), "skipStagesAfterUnstable")) {
                reason = "earlier stage(s) marking the build as unstable";
            }
            try {
                stage(stage, reason);
            } catch (Throwable e) {
                run.fail(e);
                first = first == null ? e : first;
            }
        }
        return first;
    }

    private void stage(Model.Stage stage, @Nullable String skipped) {
        constructs.stage(stage.name(), () -> {
            if (skipped != null) {
                skip(stage, skipped);
            } else {
                inside(stage);
            }
            return null;
        });
    }

    private void skip(Model.Stage stage, String reason) {
        run.remark("Stage \"" + stage.name() + "\" skipped due to " + reason);
        switch (stage.body()) {
            case Model.Sequence sequence -> stages(sequence.stages(), reason);
            case Model.Branches branches -> parallel(branches.stages(), false, reason);
            case Model.Matrix matrix -> parallel(matrix.cells(), false, reason);
            case Model.FanOut fan -> {}
            case Model.Steps steps -> {}
        }
    }

    private void inside(Model.Stage stage) {
        var when = stage.when();
        if (when.filter(Model.When::beforeOptions).isPresent() && skips(stage)) {
            return;
        }
        options(stage.options(), () -> {
            var early = when.filter(w -> w.beforeInput() && !w.beforeOptions()).isPresent();
            if (early && skips(stage)) {
                return null;
            }
            input(stage.input());
            var beforeAgent = when.filter(w -> w.beforeAgent() && !w.beforeInput() && !w.beforeOptions())
                    .isPresent();
            if (beforeAgent && skips(stage)) {
                return null;
            }
            var late = when.filter(w -> !w.beforeAgent() && !w.beforeInput() && !w.beforeOptions())
                    .isPresent();
            return agents.stage(
                    stage,
                    () -> environment(stage.environment(), () -> {
                        if (!late || !skips(stage)) {
                            tools(stage.tools());
                            bodyAndPost(stage);
                        }
                        return null;
                    }));
        });
    }

    private boolean skips(Model.Stage stage) {
        if (conditions.all(stage.when().orElseThrow().conditions())) {
            return false;
        }
        skip(stage, "when conditional");
        return true;
    }

    private void bodyAndPost(Model.Stage stage) {
        Throwable failure = null;
        try {
            body(stage);
        } catch (Throwable e) {
            failure = e;
            run.fail(e);
        }
        var worst = PipelineRun.branch().worst();
        var result = failure == null ? worst : Results.worse(worst, Results.of(failure));
        if (!posts.wanted(stage.post(), result).isEmpty()) {
            run.remark("Post stage");
            failure = posts.run(stage.post(), result, failure);
        }
        if (failure != null) {
            throw Sneaky.thrown(failure);
        }
    }

    private void body(Model.Stage stage) {
        switch (stage.body()) {
            case Model.Steps steps -> closures.get(steps.closure()).call();
            case Model.Sequence sequence -> {
                var failure = stages(sequence.stages(), null);
                if (failure != null) {
                    throw Sneaky.thrown(failure);
                }
            }
            case Model.Branches branches -> parallel(branches.stages(), failFast(stage), null);
            case Model.Matrix matrix -> parallel(matrix.cells(), failFast(stage), null);
            case Model.FanOut fan ->
                throw PipelineRun.failure("A matrix with computed values does not run yet: " + fan.axes());
        }
    }

    private boolean failFast(Model.Stage stage) {
        return stage.failFast() || options(model.options(), "parallelsAlwaysFailFast");
    }

    private void parallel(List<Model.Stage> stages, boolean failFast, @Nullable String skipped) {
        var bodies = new LinkedHashMap<String, PipelineRun.Body>();
        for (var stage : stages) {
            bodies.put(stage.name(), () -> {
                stage(stage, skipped);
                return null;
            });
        }
        new Parallel(run).call(bodies, failFast, Spot.UNKNOWN);
    }

    private @Nullable Object environment(List<Model.Variable> variables, PipelineRun.Body body) throws Exception {
        if (variables.isEmpty()) {
            return body.run();
        }
        return constructs.withEnv(new Resolver(variables, closures).all(), body);
    }

    private static boolean options(List<Model.Entry> options, String name) {
        return options.stream()
                .anyMatch(option -> option.name().equals(name)
                        && option.arguments().stream()
                                .noneMatch(argument ->
                                        Boolean.FALSE.equals(argument.value().constant())));
    }

    /** Puts those options around a body that are blocks, the first outermost. */
    private @Nullable Object options(List<Model.Entry> options, PipelineRun.Body body) {
        var wrapped = body;
        for (var option : options.reversed()) {
            var absent = run.catalog().step(option.name()).isEmpty();
            if (!Vocabulary.WRAPPERS.contains(option.name()) || (absent && COSMETIC.contains(option.name()))) {
                continue;
            }
            var inner = wrapped;
            wrapped = () -> {
                var closure = new BodyClosure(script, inner);
                var arguments = option.arguments();
                var positional =
                        arguments.size() == 1 && arguments.getFirst().name().isEmpty();
                if (arguments.isEmpty()) {
                    return run.invoke(option.name(), new Object[] {closure});
                }
                Object first = positional
                        ? closures.value(arguments.getFirst().value())
                        : closures.arguments(arguments, "value");
                return run.invoke(option.name(), new @Nullable Object[] {first, closure});
            };
        }
        try {
            return wrapped.run();
        } catch (Exception e) {
            throw Sneaky.thrown(e);
        }
    }

    private void input(Optional<Model.Input> input) {
        input.ifPresent(question ->
                run.invoke("input", new Object[] {closures.arguments(question.arguments(), "message")}));
    }

    private void tools(List<Model.Entry> tools) {
        if (tools.isEmpty()) {
            return;
        }
        constructs.stage("Declarative: Tool Install", () -> {
            for (var tool : tools) {
                Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
                arguments.put("name", closures.value(tool.arguments().getFirst().value()));
                arguments.put("type", tool.name());
                run.invoke("tool", new Object[] {arguments});
            }
            return null;
        });
    }
}
