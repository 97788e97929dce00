package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import org.jspecify.annotations.Nullable;

/**
 * {@code getContext(hudson.FilePath)}: what Jenkins has around a step. Its objects are not here; what can be told is whether there is an agent, and what
 * a text can say of it.
 */
final class ContextStep {
    static final String NAME = "getContext";

    private ContextStep() {}

    static StepDescription description() {
        return StepDescription.newBuilder()
                .setName(NAME)
                .setSummary(
                        "Tells what is around a step: null where there is no agent, else its workspace, name or variables.")
                .addExamples("if (getContext(hudson.FilePath) == null) {\n    echo 'no agent here'\n}")
                .addParameters(ParameterDescription.newBuilder()
                        .setName("type")
                        .setType(ParameterDescription.Type.ANY)
                        .setHelp("Class of Jenkins: hudson.FilePath, hudson.model.Node, hudson.EnvVars.")
                        .setRequired(true)
                        .setPositional(true))
                .build();
    }

    static @Nullable Object get(PipelineRun run, @Nullable Object type) {
        var name = type instanceof Class<?> known ? known.getName() : String.valueOf(type);
        return switch (name) {
            case "hudson.FilePath" -> here(run, "WORKSPACE");
            case "hudson.model.Node", "hudson.model.Computer" -> here(run, "NODE_NAME");
            case "hudson.EnvVars" -> run.environment().getEnvironment();
            default ->
                throw PipelineRun.failure(
                        "getContext has hudson.FilePath, hudson.model.Node, hudson.model.Computer and hudson.EnvVars, not %s"
                                .formatted(name));
        };
    }

    private static @Nullable Object here(PipelineRun run, String variable) {
        return PipelineRun.onNode() ? run.environment().lookup(variable) : null;
    }
}
