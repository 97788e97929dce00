package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.MAP;
import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** {@code readProperties}: defaults, then the file, then the text; what comes later wins. */
final class ReadPropertiesStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("readProperties")
            .summary("Reads Java properties from a file, a text or both, and returns a map of texts.")
            .category(Category.DATA)
            .optional(
                    "file",
                    TEXT,
                    "Path of the file, relative to the current directory; one that is not there is left out.")
            .optional("text", TEXT, "The properties themselves; they win over the file's. Needs no workspace.")
            .optional("defaults", MAP, "Values for names that are neither in the file nor in the text.")
            .optional("interpolate", TRUTH, false, "Replace ${name} in values by the value of that name.")
            .optional(
                    "charset",
                    TEXT,
                    "Encoding of the file; left out it is ISO-8859-1 with \\\\u escapes, as Java writes it.")
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("def versions = readProperties file: 'gradle.properties', defaults: [release: 'false']")
            .example("def version = readProperties(text: 'version=1.0').version")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var source = new Source(call, "readProperties");
        var values = new LinkedHashMap<String, Object>();
        call.arguments().map("defaults").forEach((name, value) -> values.put(String.valueOf(name), value));
        var file = source.named("file");
        if (file.isPresent()) {
            var charset = source.named("charset").isPresent() ? source.charset("charset") : StandardCharsets.ISO_8859_1;
            var facts = call.workspace().stat(file.get());
            if (facts.isEmpty()) {
                call.log("warning: %s does not exist, omitting from properties gathering".formatted(file.get()));
            } else if (facts.get().directory()) {
                call.log("warning: %s is a directory, omitting from properties gathering".formatted(file.get()));
            } else {
                values.putAll(parse(source.read(file.get(), charset), file.get()));
            }
        }
        var text = source.named("text");
        if (text.isPresent()) {
            values.putAll(parse(text.get(), "The text"));
        }
        return call.arguments().truth("interpolate") ? new Interpolation(values).all() : values;
    }

    private static Map<String, String> parse(String text, String where) throws StepException {
        var ordered = new Ordered();
        try {
            ordered.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new StepException("bad-properties", "%s is not Java properties: %s".formatted(where, e.getMessage()));
        }
        return ordered.order;
    }

    /** Remembers the order in which names come. */
    private static final class Ordered extends Properties {
        private final transient Map<String, String> order = new LinkedHashMap<>();

        @Override
        public synchronized @Nullable Object put(Object name, Object value) {
            order.put(name.toString(), value.toString());
            return super.put(name, value);
        }
    }
}
