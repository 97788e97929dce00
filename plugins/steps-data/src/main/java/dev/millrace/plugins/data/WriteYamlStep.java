package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.LIST;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code writeYaml}. */
final class WriteYamlStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("writeYaml")
            .summary("Writes a value, or several as documents, as YAML to a file, or returns it as text.")
            .category(Category.DATA)
            .optional("data", ANY, "The value to write.")
            .optional("datas", LIST, "Values to write as documents of one file, in place of data.")
            .optional("file", TEXT, "Path of the file, relative to the current directory.")
            .optional("charset", TEXT, "UTF-8", "Encoding of the file.")
            .optional("overwrite", TRUTH, false, "Replace a file that is there, instead of failing.")
            .optional("returnText", TRUTH, false, "Return the YAML instead of writing a file; needs no workspace.")
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("writeYaml file: 'build.yml', data: [version: '1.0', targets: ['linux', 'mac']]")
            .example("def text = writeYaml(returnText: true, datas: [[kind: 'A'], [kind: 'B']])")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var data = call.arguments().get("data");
        var datas = call.arguments().get("datas");
        if (data.isPresent() == datas.isPresent()) {
            throw new StepException(
                    "bad-argument",
                    data.isPresent()
                            ? "only one of data or datas must be provided to writeYaml"
                            : "data or datas parameter must be provided to writeYaml");
        }
        var target = new Target(call, "writeYaml");
        var file = target.file();
        var charset = new Source(call, "writeYaml").charset("charset");
        if (file.isPresent()
                && !call.arguments().truth("overwrite")
                && call.workspace().stat(file.get()).isPresent()) {
            throw new StepException("exists", "%s already exist and overwrite is false.".formatted(file.get()));
        }
        List<?> documents =
                data.isPresent() ? List.of(data.get()) : call.arguments().list("datas");
        return target.put(file, Yamls.write(documents), charset);
    }
}
