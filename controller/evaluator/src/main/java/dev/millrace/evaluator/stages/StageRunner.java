package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Constructs;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.Results;
import dev.millrace.evaluator.language.Sneaky;
import dev.millrace.wire.proto.Result;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs stages, each with its directives in Jenkins' order: options, input, agent, environment, when, tools, body, post. */
final class StageRunner {
    private static final String EARLIER = "earlier failure(s)";
    private final PipelineRun run;
    private final Closures closures;
    private final Constructs constructs;
    private final Options options;
    private final Agents agents;
    private final Conditions conditions;
    private final Answers answers;
    private final ToolInstall tools;
    private final PostActions posts;

    StageRunner(
            PipelineRun run, Closures closures, Options options, Agents agents, ToolInstall tools, PostActions posts) {
        this.run = run;
        this.closures = closures;
        this.constructs = run.constructs();
        this.options = options;
        this.agents = agents;
        this.conditions = new Conditions(run, closures);
        this.answers = new Answers(run, closures);
        this.tools = tools;
        this.posts = posts;
    }

    /** Runs a block of stages: as a graph where one of them needs another, else one after the other. Gives what failed first. */
    @Nullable
    Throwable block(List<Model.Stage> stages, @Nullable String skipped) {
        if (skipped == null && stages.stream().anyMatch(stage -> !stage.needs().isEmpty())) {
            try {
                together(stages, options.pipeline("parallelsAlwaysFailFast"), null);
                return null;
            } catch (Throwable e) {
                return e;
            }
        }
        return PipelineRun.branch().at(Standing.block(standing(), stages), () -> sequence(stages, skipped));
    }

    private static @Nullable Standing standing() {
        return (Standing) PipelineRun.branch().place();
    }

    /** After a failure the others are skipped. */
    private @Nullable Throwable sequence(List<Model.Stage> stages, @Nullable String skipped) {
        Throwable first = null;
        for (var stage : stages) {
            try {
                stage(stage, skipped == null ? reason(first) : skipped);
            } catch (Throwable e) {
                run.fail(e);
                first = first == null ? e : first;
            }
        }
        return first;
    }

    private @Nullable String reason(@Nullable Throwable failure) {
        if (run.finished()) {
            return "an early finish";
        }
        if (failure != null) {
            return EARLIER;
        }
        return run.result() == Result.UNSTABLE && options.pipeline("skipStagesAfterUnstable")
                ? "earlier stage(s) marking the build as unstable"
                : null;
    }

    /** Runs stages at the same time, each as soon as what it needs has ended. Throws what failed first. */
    private void together(List<Model.Stage> stages, boolean failFast, @Nullable String skipped) {
        PipelineRun.branch().at(Standing.block(standing(), stages), () -> {
            new GraphRun(run, this, stages, skipped).run(failFast);
            return Result.SUCCESS;
        });
    }

    /** Runs a stage, or where there is a reason to only says that it is skipped. Gives its result: not built, if it had nothing to do. */
    Result stage(Model.Stage stage, @Nullable String skipped) {
        var block = Objects.requireNonNull(standing(), "a stage is always in a block");
        var outputs = block.stage(stage);
        return PipelineRun.branch().at(block.in(outputs), () -> {
            var result = Result.NOT_BUILT;
            try {
                result = (Result) Objects.requireNonNull(constructs.stage(stage.name(), stage.line(), () -> {
                    if (skipped == null) {
                        return axes(outputs, stage) ? PipelineRun.branch().worst() : Result.NOT_BUILT;
                    }
                    skip(stage, skipped);
                    return Result.NOT_BUILT;
                }));
                return result;
            } catch (Throwable e) {
                result = Results.of(e);
                throw Sneaky.thrown(e);
            } finally {
                outputs.end(result);
            }
        });
    }

    private void skip(Model.Stage stage, String reason) {
        run.remark("Stage \"" + stage.name() + "\" skipped due to " + reason);
        switch (stage.body()) {
            case Model.Sequence sequence -> block(sequence.stages(), reason);
            case Model.Branches branches -> together(branches.stages(), false, reason);
            case Model.Matrix matrix -> together(matrix.cells(), false, reason);
            case Model.FanOut fan -> {}
            case Model.Steps steps -> {}
        }
    }

    /** The values of a cell's axes are there for all of its directives, its agent among them. */
    private boolean axes(Outputs outputs, Model.Stage stage) {
        var axes = outputs.axes();
        return axes.isEmpty() ? inside(stage) : Boolean.TRUE.equals(constructs.withEnv(axes, () -> inside(stage)));
    }

    /** False if its {@code when} does not hold. */
    private boolean inside(Model.Stage stage) {
        var when = stage.when();
        if (when.filter(Model.When::beforeOptions).isPresent() && skips(stage)) {
            return false;
        }
        return Boolean.TRUE.equals(options.around(stage.options(), () -> {
            var early = when.filter(w -> w.beforeInput() && !w.beforeOptions()).isPresent();
            if (early && skips(stage)) {
                return false;
            }
            return answers.around(stage.input(), () -> afterInput(stage));
        }));
    }

    /** The rest of the directives. False if {@code when} does not hold. */
    private @Nullable Object afterInput(Model.Stage stage) throws Exception {
        var when = stage.when();
        var beforeAgent = when.filter(w -> w.beforeAgent() && !w.beforeInput() && !w.beforeOptions())
                .isPresent();
        if (beforeAgent && skips(stage)) {
            return false;
        }
        var late = when.filter(w -> !w.beforeAgent() && !w.beforeInput() && !w.beforeOptions())
                .isPresent();
        return agents.stage(
                stage,
                () -> environment(variables(stage), () -> {
                    if (late && skips(stage)) {
                        return false;
                    }
                    return tools.stage(stage, () -> {
                        bodyAndPost(stage);
                        return true;
                    });
                }));
    }

    private static List<Model.Variable> variables(Model.Stage stage) {
        var own = Objects.requireNonNull(standing(), "a stage is always in a block")
                .own();
        return own == null ? stage.environment() : own.environment();
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
            run.giveWay();
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
                var failure = block(sequence.stages(), null);
                if (failure != null) {
                    throw Sneaky.thrown(failure);
                }
            }
            case Model.Branches branches -> together(branches.stages(), failFast(stage), null);
            case Model.Matrix matrix -> together(matrix.cells(), failFast(stage), null);
            case Model.FanOut fan -> together(new Cells(stage.name(), closures).of(fan), failFast(stage), null);
        }
    }

    private boolean failFast(Model.Stage stage) {
        return stage.failFast() || options.pipeline("parallelsAlwaysFailFast");
    }

    @Nullable
    Object environment(List<Model.Variable> variables, PipelineRun.Body body) throws Exception {
        if (variables.isEmpty()) {
            return body.run();
        }
        return constructs.withEnv(new Resolver(variables, closures, run).all(), body);
    }
}
