package dev.millrace.controller.execution;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.controller.evaluator.Evaluators;
import dev.millrace.wire.proto.Validate;
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
        var file = "Declarative Pipeline file '%s'".formatted(path);
        if (call.workspace().stat(path).isEmpty()) {
            call.log(file + " does not exist.");
            return false;
        }
        var source = new String(call.workspace().read(path, LIMIT_BYTES), StandardCharsets.UTF_8);
        if (!DECLARATIVE.matcher(source).find()) {
            call.log(file + " does not contain the 'pipeline' step.");
            return false;
        }
        try {
            var problems = evaluators
                    .validate(Validate.newBuilder().setFile(path).setSource(source).build())
                    .getProblemsList();
            if (problems.isEmpty()) {
                call.log(file + " is valid.");
                return true;
            }
            call.log(
                    "Error(s) validating %s - org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed:"
                            .formatted(file));
            problems.forEach(problem -> call.log("WorkflowScript: %d: %s @ line %d, column %d.%s"
                    .formatted(
                            problem.getLine(),
                            problem.getMessage(),
                            problem.getLine(),
                            problem.getColumn(),
                            problem.getHint().isEmpty() ? "" : " " + problem.getHint())));
            return false;
        } catch (IOException e) {
            throw new StepException("internal", "%s could not be checked: %s".formatted(path, e.getMessage()));
        }
    }
}
