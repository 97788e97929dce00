package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Constructs;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.Sneaky;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs bodies where an {@code agent} section says, with the sources checked out. */
final class Agents {
    private final PipelineRun run;
    private final Closures closures;
    private final Constructs constructs;
    private final Options options;

    Agents(PipelineRun run, Closures closures, Options options) {
        this.run = run;
        this.closures = closures;
        this.constructs = run.constructs();
        this.options = options;
    }

    @Nullable
    Object root(Optional<Model.Agent> agent, PipelineRun.Body body) {
        var skip = options.pipeline("skipDefaultCheckout");
        return on(agent, () -> checkout(skip, true, options.subdirectory(), body), body);
    }

    @Nullable
    Object stage(Model.Stage stage, PipelineRun.Body body) {
        var own = options.subdirectory(stage.options());
        var directory = own.isEmpty() ? options.subdirectory() : own;
        var skip = options.has(stage, "skipDefaultCheckout");
        return on(stage.agent(), () -> checkout(skip, false, directory, body), body);
    }

    private @Nullable Object on(Optional<Model.Agent> agent, PipelineRun.Body there, PipelineRun.Body here) {
        var kind = agent.map(Model.Agent::kind).orElse("none");
        return switch (kind) {
            case "none" -> {
                try {
                    yield here.run();
                } catch (Exception e) {
                    throw Sneaky.thrown(e);
                }
            }
            case "any" -> constructs.node(Map.of(), there);
            case "label", "node" -> {
                var arguments = new LinkedHashMap<String, @Nullable Object>();
                closures.arguments(agent.orElseThrow().arguments(), "label").forEach((name, value) -> {
                    if (value != null) {
                        arguments.put(name, value instanceof Map<?, ?> ? value : value.toString());
                    }
                });
                yield constructs.node(arguments, there);
            }
            default -> provided(kind, agent.orElseThrow(), there);
        };
    }

    /** Where the controller knows how: it is told what kind of agent, and what for one, and refuses what nothing provides. */
    private @Nullable Object provided(String kind, Model.Agent agent, PipelineRun.Body there) {
        var own = new LinkedHashMap<String, @Nullable Object>();
        closures.arguments(agent.arguments(), kind.equals("docker") ? "image" : "filename")
                .forEach((name, value) -> {
                    if (value != null) {
                        own.put(name, value.toString());
                    }
                });
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        arguments.put("agent", kind);
        var label = own.remove("label");
        if (label != null) {
            arguments.put("label", label);
        }
        arguments.put("with", own);
        return constructs.node(arguments, there);
    }

    /** The pipeline's own checkout is a stage; that of a stage's agent is a step of the stage. */
    private @Nullable Object checkout(boolean skip, boolean root, String directory, PipelineRun.Body body)
            throws Exception {
        var scm = run.fact("scm");
        if (scm == null || skip) {
            return body.run();
        }
        var found = new LinkedHashMap<String, String>();
        PipelineRun.Body checkout = () -> options.in(directory, () -> {
            if (run.invoke("checkout", new Object[] {scm}) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> found.put(String.valueOf(name), String.valueOf(value)));
            }
            return null;
        });
        if (root) {
            constructs.stage("Declarative: Checkout SCM", checkout);
        } else {
            checkout.run();
        }
        return found.isEmpty() ? body.run() : constructs.withEnv(found, body);
    }
}
