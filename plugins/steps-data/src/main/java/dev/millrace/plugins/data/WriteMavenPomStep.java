package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.ANY;
import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code writeMavenPom}: what {@link ReadMavenPomStep} gave, changed or not. Comments and attributes are lost, as with Maven's own writer. */
final class WriteMavenPomStep implements ActionStep {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]*");
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
            """;

    private final StepDescriptor descriptor = StepDescriptor.named("writeMavenPom")
            .summary("Writes a Maven project from a model as readMavenPom returns it.")
            .category(Category.DATA)
            .required("model", ANY, "The model, as readMavenPom gave it, or a map.")
            .optional(
                    "file",
                    TEXT,
                    "pom.xml",
                    "Path of the project file, relative to the current directory; it is replaced.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("def pom = readMavenPom()\npom.version = '1.1'\nwriteMavenPom model: pom")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var text = new StringBuilder(HEAD);
        if (!(call.arguments().get("model").orElse("") instanceof Map<?, ?> model)) {
            throw new StepException("bad-argument", "model is what readMavenPom gave, or a map");
        }
        children(text, model, 1);
        text.append("</project>\n");
        call.workspace()
                .write(call.arguments().text("file", "pom.xml"), text.toString().getBytes(StandardCharsets.UTF_8));
        return null;
    }

    private static void children(StringBuilder text, Map<?, ?> map, int depth) throws StepException {
        for (var entry : map.entrySet()) {
            element(text, String.valueOf(entry.getKey()), entry.getValue(), depth);
        }
    }

    private static void element(StringBuilder text, String name, @Nullable Object value, int depth)
            throws StepException {
        if (!NAME.matcher(name).matches()) {
            throw new StepException("bad-argument", "'%s' cannot be the name of an XML element".formatted(name));
        }
        var indent = "  ".repeat(depth);
        switch (value) {
            case null -> {}
            case List<?> list
            when Pom.LISTS.containsKey(name) -> {
                if (!list.isEmpty()) {
                    text.append(indent).append('<').append(name).append(">\n");
                    for (var item : list) {
                        element(text, Pom.LISTS.getOrDefault(name, "item"), item, depth + 1);
                    }
                    text.append(indent).append("</").append(name).append(">\n");
                }
            }
            case List<?> several -> {
                for (var item : several) {
                    element(text, name, item, depth);
                }
            }
            case Map<?, ?> map -> {
                if (!map.isEmpty()) {
                    text.append(indent).append('<').append(name).append(">\n");
                    children(text, map, depth + 1);
                    text.append(indent).append("</").append(name).append(">\n");
                }
            }
            default ->
                text.append(indent)
                        .append('<')
                        .append(name)
                        .append('>')
                        .append(escaped(value.toString()))
                        .append("</")
                        .append(name)
                        .append(">\n");
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
