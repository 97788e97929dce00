package dev.millrace.plugins.workspace;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code deleteDir}. */
final class DeleteDirStep implements ActionStep {
    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "deleteDir",
                Set.of(),
                "Deletes the current directory and all below it; at the top of the workspace, everything in it.",
                List.of(),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of("deleteDir()", "dir('build') {\n    deleteDir()\n}"));
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        call.workspace().delete(".");
        return null;
    }
}
