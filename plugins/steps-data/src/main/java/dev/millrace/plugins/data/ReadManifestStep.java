package dev.millrace.plugins.data;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ArchiveFormat;
import dev.millrace.api.workspace.ExtractSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** {@code readManifest}: {@code main} and {@code entries} of a manifest, which may be inside of an archive. */
final class ReadManifestStep implements ActionStep {
    private static final String PLACE = "META-INF/MANIFEST.MF";

    private final StepDescriptor descriptor = StepDescriptor.named("readManifest")
            .summary(
                    "Reads the manifest of a jar, war or ear, of a file or of a text, and returns its main attributes and its entries.")
            .category(Category.DATA)
            .optional("file", TEXT, "Path of a jar, war, ear or manifest, relative to the current directory.")
            .optional("text", TEXT, "The manifest itself; needs no workspace.")
            .needsWorkspaceWith("file")
            .recovery(Recovery.REATTACH)
            .example("def version = readManifest(file: 'target/app.jar').main['Implementation-Version']")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var source = new Source(call, "readManifest");
        var file = source.named("file");
        boolean archive = file.map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.endsWith(".jar") || name.endsWith(".war") || name.endsWith(".ear"))
                .isPresent();
        if (archive && source.named("text").isEmpty()) {
            return parse(packed(call, file.orElseThrow()), file.orElseThrow());
        }
        var text = source.fileOrText();
        // a last line without an end would be left out
        return parse((text + "\n").getBytes(StandardCharsets.UTF_8), file.orElse("The text"));
    }

    private static byte[] packed(StepCall call, String file) throws StepException, InterruptedException {
        if (call.workspace().stat(file).isEmpty()) {
            throw new StepException("no-such-file", "%s does not exist.".formatted(file));
        }
        var read = call.workspace()
                .extract(new ExtractSpec(file, ArchiveFormat.ZIP, "", List.of(PLACE), "", ExtractSpec.Mode.READ));
        var manifest = read.contents().get(PLACE);
        if (manifest == null) {
            throw new StepException("no-such-file", "%s does not seem to contain a manifest.".formatted(file));
        }
        return manifest;
    }

    private static Map<String, Object> parse(byte[] bytes, String where) throws StepException {
        try {
            var manifest = new Manifest(new ByteArrayInputStream(bytes));
            var entries = new LinkedHashMap<String, Object>();
            manifest.getEntries().forEach((name, attributes) -> entries.put(name, texts(attributes)));
            var result = new LinkedHashMap<String, Object>();
            result.put("main", texts(manifest.getMainAttributes()));
            result.put("entries", entries);
            return result;
        } catch (IOException | IllegalArgumentException e) {
            throw new StepException("bad-manifest", "%s is not a manifest: %s".formatted(where, e.getMessage()));
        }
    }

    private static Map<String, Object> texts(Attributes attributes) {
        var texts = new LinkedHashMap<String, Object>();
        attributes.forEach((name, value) -> texts.put(name.toString(), value.toString()));
        return texts;
    }
}
