package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Set;

/** {@code readFile}. */
final class ReadFileStep implements ActionStep {
    /** A pipeline value, which is journaled: not the place for larger files. */
    private static final long LIMIT_BYTES = 1 << 20;

    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "readFile",
                Set.of(),
                "Reads a file of at most 1 MiB in the workspace and returns its text.",
                List.of(
                        Parameter.positional("file", TEXT, "Path of the file, relative to the current directory."),
                        Parameter.optional(
                                "encoding",
                                TEXT,
                                "UTF-8",
                                "Encoding of the file; Base64 returns its bytes in that form.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of("def version = readFile('version.txt').trim()"));
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var encoding = Encoding.of(arguments.text("encoding", "UTF-8"));
        return encoding.text(call.workspace().read(arguments.text("file"), LIMIT_BYTES));
    }
}
