package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Constructs;
import dev.millrace.evaluator.language.EarlyEnd;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.PipelineScript;
import dev.millrace.evaluator.language.Results;
import dev.millrace.evaluator.language.Sneaky;
import org.jspecify.annotations.Nullable;

/** Runs a declarative pipeline: agent, environment, options, stages, post, in Jenkins' order. */
final class Declarative {
    private final PipelineRun run;
    private final Model model;
    private final Closures closures;
    private final Constructs constructs;
    private final Options options;
    private final Agents agents;
    private final ToolInstall tools;
    private final PostActions posts;
    private final StageRunner stages;

    Declarative(PipelineRun run, PipelineScript script, Model model, Closures closures) {
        this.run = run;
        this.model = model;
        this.closures = closures;
        this.constructs = run.constructs();
        this.options = new Options(run, script, closures, model.options());
        this.agents = new Agents(run, closures, options);
        this.tools = new ToolInstall(run, closures, model.tools());
        this.posts = new PostActions(run, closures);
        this.stages = new StageRunner(run, closures, options, agents, tools, posts);
    }

    void run() {
        libraries();
        tools.check(model.stages());
        new Defaults(run, closures).add(model.parameters());
        options.check();
        run.declare(new Declarations(closures).of(model));
        options.outside(() -> agents.root(
                model.agent(),
                () -> stages.environment(
                        model.environment(),
                        () -> options.around(() -> {
                            var failure = (Throwable) tools.root(this::body);
                            if (failure != null) {
                                throw Sneaky.thrown(failure);
                            }
                            return null;
                        }))));
    }

    /** Those whose names are computed; the others were loaded before the pipeline was compiled. */
    private void libraries() {
        for (var library : model.libraries()) {
            var name = library.arguments().getFirst().value();
            if (name.computed()) {
                run.invoke("library", new Object[] {String.valueOf(closures.value(name))});
            }
        }
    }

    /** Stages and post; gives what failed first. */
    private @Nullable Throwable body() {
        var failure = stages.block(model.stages(), null);
        var result = failure == null || failure instanceof EarlyEnd
                ? run.result()
                : Results.worse(run.result(), Results.of(failure));
        if (posts.wanted(model.post(), result).isEmpty()) {
            return failure;
        }
        return (Throwable)
                constructs.stage("Declarative: Post Actions", () -> posts.run(model.post(), result, failure));
    }
}
