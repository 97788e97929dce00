package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import org.jspecify.annotations.Nullable;

/** {@code readTOML}. */
final class ReadTomlStep implements ActionStep {
    private final Json json = new Json();
    private final StepDescriptor descriptor = StepDescriptor.named("readTOML")
            .summary("Reads TOML from a file or a text and returns maps and lists.")
            .category(Category.DATA)
            .optional("file", TEXT, "Path of the file, relative to the current directory; at most 3 MiB of UTF-8.")
            .optional("text", TEXT, "The TOML itself; needs no workspace.")
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("def project = readTOML(file: 'pyproject.toml').project")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var source = new Source(call, "readTOML");
        var text = source.fileOrText();
        return json.readToml(text, source.named("file").orElse("The text"));
    }
}
