package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import org.jspecify.annotations.Nullable;

/** {@code readJSON}. */
final class ReadJsonStep implements ActionStep {
    private final Json json = new Json();
    private final StepDescriptor descriptor = StepDescriptor.named("readJSON")
            .summary("Reads JSON from a file or a text and returns maps, lists, texts, numbers and truth values.")
            .category(Category.DATA)
            .optional("file", TEXT, "Path of the file, relative to the current directory; at most 3 MiB of UTF-8.")
            .optional("text", TEXT, "The JSON itself; needs no workspace.")
            .optional("returnPojo", TRUTH, false, "Accepted; plain maps and lists are returned in any case.")
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("def version = readJSON(file: 'package.json').version")
            .example("def answer = readJSON text: '{\"ok\": true}'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var source = new Source(call, "readJSON");
        var text = source.fileOrText();
        return json.read(text, source.named("file").orElse("The text"));
    }
}
