package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;

/** {@code fileExists}. */
final class FileExistsStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("fileExists")
            .summary("Tells whether a file or directory exists in the workspace.")
            .category(Category.FILES)
            .positional("file", TEXT, "Path of the file or directory, relative to the current directory.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("if (fileExists('package.json')) {\n    sh 'npm ci'\n}")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        return call.workspace().stat(call.arguments().text("file")).isPresent();
    }
}
