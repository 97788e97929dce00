package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import org.jspecify.annotations.Nullable;

/** {@code writeFile}. */
final class WriteFileStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("writeFile")
            .summary("Writes text to a file in the workspace, replacing it.")
            .category(Category.FILES)
            .required("file", TEXT, "Path of the file, relative to the current directory.")
            .required("text", TEXT, "What to write.")
            .optional(
                    "encoding",
                    TEXT,
                    "UTF-8",
                    "Encoding of the file; Base64 writes the bytes that the text stands for.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("writeFile file: 'version.txt', text: '1.0\\n'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var content = Encoding.of(arguments.text("encoding", "UTF-8")).bytes(arguments.text("text"));
        call.workspace().write(arguments.text("file"), content);
        return null;
    }
}
