package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code readYaml}. */
final class ReadYamlStep implements ActionStep {
    private static final int MOST_ALIASES = 1_000;

    private final StepDescriptor descriptor = StepDescriptor.named("readYaml")
            .summary("Reads YAML from a file, a text or both, and returns its document, or a list of its documents.")
            .category(Category.DATA)
            .optional("file", TEXT, "Path of the file, relative to the current directory; at most 3 MiB.")
            .optional("text", TEXT, "The YAML itself; read after the file where both are given. Needs no workspace.")
            .optional("codePointLimit", INTEGER, "Accepted; the limit is 8 million characters.")
            .optional(
                    "maxAliasesForCollections",
                    INTEGER,
                    50,
                    "How many aliases of maps and lists there may be, at most 1,000.")
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("def config = readYaml file: 'config.yml'")
            .example("readYaml(text: params.MATRIX).each { entry -> echo \"$entry\" }")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var source = new Source(call, "readYaml");
        var file = source.named("file");
        var text = source.named("text");
        if (file.isEmpty() && text.isEmpty()) {
            throw source.neither();
        }
        long aliases = call.arguments().integer("maxAliasesForCollections");
        if (aliases < 0 || aliases > MOST_ALIASES) {
            throw new StepException(
                    "bad-argument",
                    "maxAliasesForCollections is 0 to %d, not %d: use fewer aliases in the YAML"
                            .formatted(MOST_ALIASES, aliases));
        }
        var yaml = new StringBuilder();
        if (file.isPresent()) {
            yaml.append(source.read(file.get(), StandardCharsets.UTF_8));
        }
        text.ifPresent(more -> yaml.append(yaml.isEmpty() ? "" : "\n").append(more));
        var documents = Yamls.read(yaml.toString(), file.orElse("The text"), (int) aliases);
        return documents.size() == 1 ? documents.getFirst() : documents;
    }
}
