package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
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
    private final boolean zip;
    private final StepDescriptor descriptor;

    private UnpackStep(boolean zip, StepDescriptorBuilder named) {
        this.zip = zip;
        this.descriptor = named.category(Category.FILES)
                .optional("dir", TEXT, "", "Directory to unpack to; left out it is the current one.")
                .optional(
                        "glob", TEXT, "", "Ant patterns of the files to unpack, separated by commas; all without any.")
                .optional("quiet", TRUTH, false, "Log how many files there were, not each of them.")
                .optional("test", TRUTH, false, "Return whether the archive is sound, instead of unpacking it.")
                .needsWorkspace()
                .recovery(Recovery.REATTACH)
                .build();
    }

    static UnpackStep zip() {
        return new UnpackStep(
                true,
                StepDescriptor.named("unzip")
                        .summary("Unpacks a zip file of the workspace, or returns what is in its files, or tests it.")
                        .positional("zipFile", TEXT, "The zip file, relative to the current directory.")
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
                false,
                StepDescriptor.named("untar")
                        .summary("Unpacks a tar file of the workspace, compressed with gzip or not, or tests it.")
                        .positional("file", TEXT, "The tar file, relative to the current directory.")
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
        var file = arguments.text(zip ? "zipFile" : "file");
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
        call.log("Extracting from " + PackStep.here(call, file));
        if (!arguments.truth("quiet")) {
            for (var path : extracted.contents().keySet()) {
                call.log(
                        read
                                ? "Reading: " + path
                                : "Extracting: %s -> %s"
                                        .formatted(path, PackStep.here(call, within(arguments.text("dir", ""), path))));
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
                            zip ? ArchiveFormat.ZIP : ArchiveFormat.TAR,
                            call.arguments().text("dir", ""),
                            globs,
                            zip ? charset(call.arguments().text("charset", "")) : "",
                            mode));
        } catch (StepException e) {
            throw switch (e.reason()) {
                case "no-such-file" -> new StepException(e.reason(), PackStep.here(call, file) + " does not exist.");
                case "not-a-file" -> new StepException(e.reason(), PackStep.here(call, file) + " is a directory.");
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
