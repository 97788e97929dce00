package dev.millrace.controller.execution;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** {@code validateDeclarativePipeline}: asks an evaluator that runs nothing whether a pipeline file of the workspace is right. */
record ValidateBody(Evaluators evaluators) implements StepBody {
    static final String NAME = "validateDeclarativePipeline";

    private static final long LIMIT_BYTES = 3 << 20;
    private static final Pattern DECLARATIVE = Pattern.compile("\\bpipeline\\s*\\{");

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var path = call.arguments().text("path", "");
        if (path.isBlank()) {
            throw new StepException("bad-argument", NAME + " needs the path of a pipeline file");
        }
        var source = new String(call.workspace().read(path, LIMIT_BYTES), StandardCharsets.UTF_8);
        if (!DECLARATIVE.matcher(source).find()) {
            call.log("ERROR: %s has no pipeline { }".formatted(path));
            return false;
        }
        try {
            var problems = evaluators.validate(path, source);
            if (problems.isEmpty()) {
                call.log("Jenkinsfile successfully validated.");
                return true;
            }
            call.log("Errors encountered validating %s:".formatted(path));
            problems.forEach(problem -> call.log("%s:%d:%d: %s%s"
                    .formatted(
                            path,
                            problem.getLine(),
                            problem.getColumn(),
                            problem.getMessage(),
                            problem.getHint().isEmpty() ? "" : ". " + problem.getHint())));
            return false;
        } catch (IOException e) {
            throw new StepException("internal", "%s could not be checked: %s".formatted(path, e.getMessage()));
        }
    }

    /** What evaluators are told of it. */
    static StepDescription description() {
        return StepDescription.newBuilder()
                .setName(NAME)
                .setSummary(
                        "Tells whether a declarative pipeline file of the workspace is right, and logs what is wrong.")
                .setNeedsNode(true)
                .addExamples("validateDeclarativePipeline 'Jenkinsfile'")
                .addParameters(ParameterDescription.newBuilder()
                        .setName("path")
                        .setType(ParameterDescription.Type.TEXT)
                        .setHelp("Path of the file, relative to the current directory.")
                        .setRequired(true)
                        .setPositional(true))
                .build();
    }
}
