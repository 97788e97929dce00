package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepDescriptorBuilder;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ArchiveFormat;
import dev.millrace.api.workspace.ArchiveSpec;
import dev.millrace.api.workspace.FileSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code zip} and {@code tar}. The files stay on their agent. */
final class PackStep implements ActionStep {
    private final boolean zip;
    private final StepDescriptor descriptor;

    private PackStep(boolean zip, StepDescriptorBuilder named) {
        this.zip = zip;
        this.descriptor = named.category(Category.FILES)
                .optional("dir", TEXT, "", "Directory whose files are packed; left out it is the current one.")
                .optional("glob", TEXT, "", "Ant patterns of the files to pack, separated by commas; all without any.")
                .optional("exclude", TEXT, "", "Ant patterns of files to leave out, separated by commas.")
                .optional(
                        "defaultExcludes", TRUTH, true, "Leave out what Ant leaves out, such as .git and backup files.")
                .optional("overwrite", TRUTH, false, "Replace a file that is there, instead of failing.")
                .optional("archive", TRUTH, false, "Keep the archive with the run as an artifact, too.")
                .needsWorkspace()
                .recovery(Recovery.REATTACH)
                .build();
    }

    static PackStep zip() {
        return new PackStep(
                true,
                StepDescriptor.named("zip")
                        .summary("Packs files of the workspace into a zip file.")
                        .positional("zipFile", TEXT, "The file to write, relative to the current directory.")
                        .example("zip zipFile: 'app.zip', dir: 'target', glob: '**/*.jar', archive: true"));
    }

    static PackStep tar() {
        return new PackStep(
                false,
                StepDescriptor.named("tar")
                        .summary("Packs files of the workspace into a tar file.")
                        .positional("file", TEXT, "The file to write, relative to the current directory.")
                        .optional("compress", TRUTH, false, "Compress it with gzip.")
                        .example("tar file: 'app.tgz', dir: 'target', compress: true"));
    }

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var file = arguments.text(zip ? "zipFile" : "file");
        if (file.isBlank()) {
            throw new StepException(
                    "bad-argument", "%s needs the name of the file to write".formatted(descriptor.name()));
        }
        var directory = arguments.text("dir", "");
        var from = here(call, directory);
        var to = here(call, file);
        var filter = filter(arguments);
        try {
            var written = call.workspace()
                    .archive(new ArchiveSpec(
                            file, format(arguments), files(arguments, directory), arguments.truth("overwrite")));
            call.log(
                    zip
                            ? "Writing zip file of %s%s to %s".formatted(from, filter, to)
                            : "Compress %s%s to %s".formatted(from, filter, to));
            call.log((zip ? "Zipped %d entries." : "Compressed %d entries.").formatted(written.files()));
        } catch (StepException e) {
            throw switch (e.reason()) {
                case "exists" ->
                    new StepException("exists", "%s exists. Set overwrite: true to replace it".formatted(to));
                case "no-such-file" -> new StepException(e.reason(), "%s does not exist.".formatted(from));
                case "not-a-directory" -> new StepException(e.reason(), "%s is not a directory.".formatted(from));
                default -> e;
            };
        }
        if (arguments.truth("archive")) {
            call.log("Archiving " + to);
            call.artifacts().add(call.workspace().pack(new FileSet("", List.of(file), List.of(), false)));
        }
        return null;
    }

    private ArchiveFormat format(Arguments arguments) {
        return zip ? ArchiveFormat.ZIP : arguments.truth("compress") ? ArchiveFormat.TAR_GZIP : ArchiveFormat.TAR;
    }

    private static FileSet files(Arguments arguments, String directory) {
        var patterns = FileSet.of(
                arguments.text("glob", ""), arguments.text("exclude", ""), arguments.truth("defaultExcludes"));
        return new FileSet(directory, patterns.includes(), patterns.excludes(), patterns.defaultExcludes());
    }

    private static String filter(Arguments arguments) {
        var glob = arguments.text("glob", "");
        var exclude = arguments.text("exclude", "");
        return glob.isBlank() && exclude.isBlank() ? "" : " filtered by [%s] - [%s]".formatted(glob, exclude);
    }

    static String here(StepCall call, String path) throws StepException {
        var directory = call.workspace().directory();
        return path.isEmpty() ? directory : path.startsWith("/") ? path : directory + "/" + path;
    }
}
