package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code writeFile}. */
final class WriteFileStep implements ActionStep {
    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "writeFile",
                Set.of(),
                "Writes text to a file in the workspace, replacing it.",
                List.of(
                        Parameter.required("file", TEXT, "Path of the file, relative to the current directory."),
                        Parameter.required("text", TEXT, "What to write."),
                        Parameter.optional(
                                "encoding",
                                TEXT,
                                "UTF-8",
                                "Encoding of the file; Base64 writes the bytes that the text stands for.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of("writeFile file: 'version.txt', text: '1.0\\n'"));
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var content = Encoding.of(arguments.text("encoding", "UTF-8")).bytes(arguments.text("text"));
        call.workspace().write(arguments.text("file"), content);
        return null;
    }
}
