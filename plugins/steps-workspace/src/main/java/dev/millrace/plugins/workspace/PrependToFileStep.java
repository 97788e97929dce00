package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code prependToFile}. */
final class PrependToFileStep implements ActionStep {
    private static final long LIMIT_BYTES = 3 << 20; // what an agent reads at once

    private final StepDescriptor descriptor = StepDescriptor.named("prependToFile")
            .summary("Puts text before what a file in the workspace has, and makes the file where it is not there.")
            .category(Category.FILES)
            .required("file", TEXT, "Path of the file, relative to the current directory; at most 3 MiB.")
            .required("content", TEXT, "The text, written as UTF-8.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("prependToFile file: 'CHANGELOG.md', content: \"# ${env.TAG}\\n\"")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var file = call.arguments().text("file");
        var content = call.arguments().text("content").getBytes(StandardCharsets.UTF_8);
        var workspace = call.workspace();
        var there = workspace.stat(file).isPresent() ? workspace.read(file, LIMIT_BYTES) : new byte[0];
        var whole = java.util.Arrays.copyOf(content, content.length + there.length);
        System.arraycopy(there, 0, whole, content.length, there.length);
        workspace.write(file, whole);
        return null;
    }
}
