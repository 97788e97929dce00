package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptorBuilder;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ArchiveFormat;
import dev.millrace.api.workspace.ExtractSpec;
import dev.millrace.api.workspace.Extracted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code unzip} and {@code untar}. The files stay on their agent, unless they are to be read. */
final class UnpackStep implements ActionStep {
    private final Packed kind;
    private final StepDescriptor descriptor;

    private UnpackStep(Packed kind, StepDescriptorBuilder named) {
        this.kind = kind;
        this.descriptor = Packed.described(named, "unpack", "to unpack to")
                .optional("quiet", TRUTH, false, "Log how many files there were, not each of them.")
                .optional("test", TRUTH, false, "Return whether the archive is sound, instead of unpacking it.")
                .build();
    }

    static UnpackStep zip() {
        return new UnpackStep(
                Packed.ZIP,
                Packed.ZIP
                        .file(StepDescriptor.named("unzip"), "The zip file")
                        .summary("Unpacks a zip file of the workspace, or returns what is in its files, or tests it.")
                        .optional(
                                "read",
                                TRUTH,
                                false,
                                "Return a map of paths and texts, instead of writing files; at most 2 MiB.")
                        .optional(
                                "charset",
                                TEXT,
                                "Encoding of names that do not say that they are UTF-8, and of the texts that read returns.")
                        .example("unzip zipFile: 'app.zip', dir: 'unpacked', quiet: true")
                        .example(
                                "def version = unzip(zipFile: 'app.zip', glob: 'version.txt', read: true)['version.txt']"));
    }

    static UnpackStep tar() {
        return new UnpackStep(
                Packed.TAR,
                Packed.TAR
                        .file(StepDescriptor.named("untar"), "The tar file")
                        .summary("Unpacks a tar file of the workspace, compressed with gzip or not, or tests it.")
                        .optional("keepPermissions", TRUTH, true, "Accepted; permissions are kept in any case.")
                        .example("untar file: 'app.tgz', dir: 'unpacked'"));
    }

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var file = kind.file(call, descriptor.name());
        boolean read = arguments.truth("read");
        var mode =
                arguments.truth("test") ? ExtractSpec.Mode.TEST : read ? ExtractSpec.Mode.READ : ExtractSpec.Mode.FILES;
        var texts = Encoding.of(arguments.text("charset", ""));
        var globs = Arrays.stream(arguments.text("glob", "").split(",", -1))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .toList();
        var extracted = extract(call, file, globs, mode);
        if (mode == ExtractSpec.Mode.TEST) {
            extracted.problem().ifPresent(problem -> call.log("ERROR: " + problem));
            return extracted.problem().isEmpty();
        }
        call.log("Extracting from " + Packed.here(call, file));
        if (!arguments.truth("quiet")) {
            for (var path : extracted.contents().keySet()) {
                call.log(
                        read
                                ? "Reading: " + path
                                : "Extracting: %s -> %s"
                                        .formatted(path, Packed.here(call, within(arguments.text("dir", ""), path))));
            }
        }
        call.log((read ? "Read: %d files" : "Extracted: %d files").formatted(extracted.files()));
        if (!read) {
            return null;
        }
        var contents = new TreeMap<String, Object>();
        extracted.contents().forEach((path, content) -> contents.put(path, texts.text(content)));
        return contents;
    }

    private Extracted extract(StepCall call, String file, List<String> globs, ExtractSpec.Mode mode)
            throws StepException, InterruptedException {
        try {
            return call.workspace()
                    .extract(new ExtractSpec(
                            file,
                            kind == Packed.ZIP ? ArchiveFormat.ZIP : ArchiveFormat.TAR,
                            call.arguments().text("dir", ""),
                            globs,
                            kind == Packed.ZIP ? charset(call.arguments().text("charset", "")) : "",
                            mode));
        } catch (StepException e) {
            throw switch (e.reason()) {
                case "no-such-file" -> new StepException(e.reason(), Packed.here(call, file) + " does not exist.");
                case "not-a-file" -> new StepException(e.reason(), Packed.here(call, file) + " is a directory.");
                default -> e;
            };
        }
    }

    private static String charset(String name) {
        return name.equalsIgnoreCase(StandardCharsets.UTF_8.name()) ? "" : name;
    }

    private static String within(String directory, String path) {
        return directory.isEmpty() ? path : directory + "/" + path;
    }
}
