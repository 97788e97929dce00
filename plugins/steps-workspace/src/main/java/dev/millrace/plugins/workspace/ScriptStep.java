package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code sh}, {@code bat}, {@code powershell}, {@code pwsh}: one process that runs a script. */
final class ScriptStep implements ActionStep {
    private final Interpreter interpreter;
    private final StepDescriptor descriptor;

    ScriptStep(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.descriptor = new StepDescriptor(
                interpreter.step(),
                Set.of(),
                interpreter.summary(),
                List.of(
                        Parameter.positional("script", TEXT, "The script."),
                        Parameter.optional(
                                "returnStdout",
                                TRUTH,
                                false,
                                "Return what the script prints on standard output, as it is, instead of logging it."),
                        Parameter.optional(
                                "returnStatus",
                                TRUTH,
                                false,
                                "Return the exit code instead of failing when it is not 0."),
                        Parameter.optional(
                                "encoding", TEXT, "UTF-8", "Encoding of the text that returnStdout returns."),
                        Parameter.optional("label", TEXT, "What to show for this step instead of the script.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of(
                        interpreter.example(),
                        "def text = %s(script: 'hostname', returnStdout: true).trim()".formatted(interpreter.step())));
    }

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        boolean returnStdout = arguments.truth("returnStdout");
        boolean returnStatus = arguments.truth("returnStatus");
        if (returnStdout && returnStatus) {
            throw new StepException(
                    "bad-argument",
                    interpreter.step()
                            + " returns either its output or its status: leave out returnStdout or returnStatus");
        }
        var encoding = Encoding.of(arguments.text("encoding", "UTF-8"));
        var workspace = call.workspace();
        var process = interpreter
                .command(arguments.text("script"), workspace.isUnix())
                .captureOutput(returnStdout)
                .build();
        var result = workspace.execute(process);
        if (returnStatus) {
            return result.exitCode();
        }
        if (result.exitCode() != 0) {
            throw new StepException("exit-code", "script returned exit code " + result.exitCode());
        }
        return returnStdout ? encoding.text(result.output()) : null;
    }
}
