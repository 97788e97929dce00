package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Described;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code readMavenPom}: a project as it is written, nothing inherited and nothing put in place of {@code ${...}}. */
final class ReadMavenPomStep implements ActionStep {
    private static final Pattern ENCODING =
            Pattern.compile("\\A\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

    private final StepDescriptor descriptor = StepDescriptor.named("readMavenPom")
            .summary(
                    "Reads a Maven project and returns its model: version, groupId, artifactId, packaging, dependencies, ...")
            .category(Category.DATA)
            .optional("file", TEXT, "pom.xml", "Path of the project file, relative to the current directory.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("def pom = readMavenPom file: 'pom.xml'\necho \"${pom.artifactId} ${pom.version}\"")
            .example("def version = readMavenPom().getVersion()")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var source = new Source(call, "readMavenPom");
        var file = source.named("file").orElse("pom.xml");
        return model(Pom.parse(source.read(file, encoding(source.bytes(file))), file));
    }

    private static Charset encoding(byte[] bytes) {
        var begin = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1);
        var matcher = ENCODING.matcher(begin);
        return matcher.find() && Charset.isSupported(matcher.group(1))
                ? Charset.forName(matcher.group(1))
                : StandardCharsets.UTF_8;
    }

    /** What Maven's own model has whether it is written or not. */
    @SuppressWarnings("NullAway") // values may be null, which is not seen in the class file of the API
    private static Described model(Map<String, @Nullable Object> read) {
        var model = new LinkedHashMap<String, @Nullable Object>();
        for (var name : List.of("modelVersion", "parent", "groupId", "artifactId", "version", "packaging", "name")) {
            model.put(name, read.get(name));
        }
        model.putAll(read);
        if (model.get("packaging") == null) {
            model.put("packaging", "jar");
        }
        for (var list : List.of("modules", "dependencies", "licenses", "developers", "repositories", "profiles")) {
            model.putIfAbsent(list, List.of());
        }
        model.putIfAbsent("properties", Map.of());
        var parent = read.get("parent") instanceof Map<?, ?> map ? map : Map.of();
        var id = "%s:%s:%s:%s"
                .formatted(
                        own(read, parent, "groupId"),
                        own(read, parent, "artifactId"),
                        model.get("packaging"),
                        own(read, parent, "version"));
        return new Described(model, id);
    }

    private static String own(Map<String, @Nullable Object> read, Map<?, ?> parent, String name) {
        var value = read.get(name) != null ? read.get(name) : parent.get(name);
        return value == null ? (name.equals("artifactId") ? "" : "[inherited]") : value.toString();
    }
}
