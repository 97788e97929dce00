package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;

/** {@code readFile}. */
final class ReadFileStep implements ActionStep {
    /** A pipeline value, which is journaled: not the place for larger files. */
    private static final long LIMIT_BYTES = 1 << 20;

    private final StepDescriptor descriptor = StepDescriptor.named("readFile")
            .summary("Reads a file of at most 1 MiB in the workspace and returns its text.")
            .category(Category.FILES)
            .positional("file", TEXT, "Path of the file, relative to the current directory.")
            .optional("encoding", TEXT, "UTF-8", "Encoding of the file; Base64 returns its bytes in that form.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("def version = readFile('version.txt').trim()")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var encoding = Encoding.of(arguments.text("encoding", "UTF-8"));
        return encoding.text(call.workspace().read(arguments.text("file"), LIMIT_BYTES));
    }
}
