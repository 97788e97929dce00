package dev.millrace.plugins.workspace;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Set;

/** {@code fileExists}. */
final class FileExistsStep implements ActionStep {
    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "fileExists",
                Set.of(),
                "Tells whether a file or directory exists in the workspace.",
                List.of(Parameter.positional(
                        "file",
                        Parameter.Type.TEXT,
                        "Path of the file or directory, relative to the current directory.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of("if (fileExists('package.json')) {\n    sh 'npm ci'\n}"));
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        return call.workspace().stat(call.arguments().text("file")).isPresent();
    }
}
