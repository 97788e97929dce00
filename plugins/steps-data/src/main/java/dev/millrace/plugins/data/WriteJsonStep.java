package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code writeJSON}. */
final class WriteJsonStep implements ActionStep {
    private final Json json = new Json();
    private final StepDescriptor descriptor = StepDescriptor.named("writeJSON")
            .summary("Writes a value as JSON to a file, or returns it as text.")
            .category(Category.DATA)
            .required("json", ANY, "The value: a map, a list, a text, a number or a truth value.")
            .optional("file", TEXT, "Path of the file, relative to the current directory; it is replaced.")
            .optional("pretty", INTEGER, 0, "Spaces for each level of indentation; 0 writes one line.")
            .optional("returnText", TRUTH, false, "Return the JSON instead of writing a file; needs no workspace.")
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("writeJSON file: 'build.json', json: [version: '1.0', number: env.BUILD_NUMBER], pretty: 4")
            .example("def body = writeJSON(returnText: true, json: [status: 'ok'])")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var target = new Target(call, "writeJSON");
        var file = target.file();
        var value = call.arguments().get("json").orElse(null);
        var text = json.write(value, Math.clamp(call.arguments().integer("pretty"), 0, 40));
        return target.put(file, text, StandardCharsets.UTF_8);
    }
}
