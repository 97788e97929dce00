package dev.millrace.evaluator.stages;

import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.PipelineRun;
import dev.millrace.evaluator.language.Refused;
import dev.millrace.evaluator.language.Sneaky;
import dev.millrace.wire.proto.ProblemRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the tools of {@code tools} sections into the environment. Without an agent there is nothing to put them on: then those of the pipeline wait for
 * the stages that have one. A stage with an agent of its own has its own tools and, on its own agent, those of all that is around it; one without has
 * its own beside what is in force.
 */
final class ToolInstall {
    private static final String STAGE = "Declarative: Tool Install";
    private final PipelineRun run;
    private final Closures closures;
    private final List<Model.Entry> ofPipeline;

    ToolInstall(PipelineRun run, Closures closures, List<Model.Entry> ofPipeline) {
        this.run = run;
        this.closures = closures;
        this.ofPipeline = ofPipeline;
    }

    /** Fails where the pipeline names tools that the controller does not know; what a name is computed from is not known yet. */
    void check(List<Model.Stage> stages) {
        if (!(run.fact("tools") instanceof Map<?, ?> known)) {
            return;
        }
        var problems = new ArrayList<ProblemRecord>();
        check(ofPipeline, known, problems);
        stages.forEach(stage -> check(stage, known, problems));
        if (!problems.isEmpty()) {
            throw Sneaky.thrown(new Refused(problems.stream().distinct().toList()));
        }
    }

    private void check(Model.Stage stage, Map<?, ?> known, List<ProblemRecord> problems) {
        check(stage.tools(), known, problems);
        switch (stage.body()) {
            case Model.Sequence sequence -> sequence.stages().forEach(inner -> check(inner, known, problems));
            case Model.Branches branches -> branches.stages().forEach(inner -> check(inner, known, problems));
            case Model.Matrix matrix -> matrix.cells().forEach(inner -> check(inner, known, problems));
            case Model.FanOut fan -> check(fan.cell(), known, problems);
            case Model.Steps steps -> {}
        }
    }

    private void check(List<Model.Entry> tools, Map<?, ?> known, List<ProblemRecord> problems) {
        for (var tool : tools) {
            var operand = tool.arguments().getFirst().value();
            if (!operand.computed() && known.get(tool.name()) instanceof Collection<?> names) {
                var name = String.valueOf(operand.constant());
                if (!names.contains(name)) {
                    problems.add(problem(
                            tool, name, names.stream().map(String::valueOf).toList()));
                }
            }
        }
    }

    private ProblemRecord problem(Model.Entry tool, String name, List<String> names) {
        var nearest = Nearest.hint(name, names);
        var there = names.isEmpty()
                ? "No %s is configured.".formatted(tool.name())
                : "There %s %s.".formatted(names.size() == 1 ? "is" : "are", String.join(", ", names));
        return ProblemRecord.newBuilder()
                .setFile(run.file())
                .setLine(tool.line())
                .setColumn(tool.column())
                .setMessage("There is no %s called '%s'".formatted(tool.name(), name))
                .setHint("%s An administrator adds it with: millrace tool set %s=/ITS/HOME"
                        .formatted(nearest.isEmpty() ? there : nearest, word(tool.name() + ":" + name)))
                .build();
    }

    private static String word(String text) {
        return text.matches("[A-Za-z0-9_.:@%+-]+") ? text : "'" + text + "'";
    }

    /** Runs the pipeline's body with the pipeline's tools. */
    @Nullable
    Object root(PipelineRun.Body body) throws Exception {
        if (ofPipeline.isEmpty() || !PipelineRun.onNode()) {
            return body.run();
        }
        var environment = new ArrayList<String>();
        run.constructs().stage(STAGE, () -> {
            environment.addAll(environment(ofPipeline));
            return null;
        });
        return run.constructs().withEnv(environment, body);
    }

    /** Runs the body of a stage with its tools. */
    @Nullable
    Object stage(Model.Stage stage, PipelineRun.Body body) throws Exception {
        var tools = ownAgent(stage.agent()) ? inForce() : stage.tools();
        if (tools.isEmpty() || !PipelineRun.onNode()) {
            return body.run();
        }
        return run.constructs().withEnv(environment(tools), body);
    }

    private static boolean ownAgent(Optional<Model.Agent> agent) {
        return agent.filter(own -> !own.kind().equals("none")).isPresent();
    }

    /** Those of the pipeline and of all stages that the branch is in; of two of a type the inner one. */
    private List<Model.Entry> inForce() {
        var byType = new LinkedHashMap<String, Model.Entry>();
        ofPipeline.forEach(tool -> byType.put(tool.name(), tool));
        var stages = new ArrayList<Model.Stage>();
        for (@Nullable Standing at = (Standing) PipelineRun.branch().place(); at != null; at = at.outer()) {
            if (at.own() != null) {
                stages.add(at.own().model());
            }
        }
        for (var stage : stages.reversed()) {
            stage.tools().forEach(tool -> byType.put(tool.name(), tool));
        }
        return List.copyOf(byType.values());
    }

    /** In the order of the source: of two that put a program of one name into PATH the later one's is found. */
    private List<String> environment(List<Model.Entry> tools) {
        var environment = new ArrayList<String>();
        for (var tool : tools) {
            var name = closures.value(tool.arguments().getFirst().value());
            run.invoke("tool", new Object[] {named("name", name, "type", tool.name())});
            if (run.invoke("envVarsForTool", new Object[] {named("toolId", tool.name(), "toolVersion", name)})
                    instanceof Collection<?> variables) {
                variables.forEach(variable -> environment.add(String.valueOf(variable)));
            }
        }
        return environment;
    }

    private static Map<String, @Nullable Object> named(
            String first, @Nullable Object one, String second, @Nullable Object other) {
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        arguments.put(first, one);
        arguments.put(second, other);
        return arguments;
    }
}
