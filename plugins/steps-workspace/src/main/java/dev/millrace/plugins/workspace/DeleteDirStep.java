package dev.millrace.plugins.workspace;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import org.jspecify.annotations.Nullable;

/** {@code deleteDir}. */
final class DeleteDirStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("deleteDir")
            .summary("Deletes the current directory and all below it; at the top of the workspace, everything in it.")
            .category(Category.FILES)
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("deleteDir()")
            .example("dir('build') {\n    deleteDir()\n}")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        call.workspace().delete(".");
        return null;
    }
}
