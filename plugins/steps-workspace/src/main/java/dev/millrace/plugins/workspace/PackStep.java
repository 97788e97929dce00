package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptorBuilder;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ArchiveFormat;
import dev.millrace.api.workspace.ArchiveSpec;
import dev.millrace.api.workspace.FileSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code zip} and {@code tar}. The files stay on their agent. */
final class PackStep implements ActionStep {
    private final Packed kind;
    private final StepDescriptor descriptor;

    private PackStep(Packed kind, StepDescriptorBuilder named) {
        this.kind = kind;
        this.descriptor = Packed.described(named, "pack", "whose files are packed")
                .optional("exclude", TEXT, "", "Ant patterns of files to leave out, separated by commas.")
                .optional(
                        "defaultExcludes", TRUTH, true, "Leave out what Ant leaves out, such as .git and backup files.")
                .optional("overwrite", TRUTH, false, "Replace a file that is there, instead of failing.")
                .optional("archive", TRUTH, false, "Keep the archive with the run as an artifact, too.")
                .build();
    }

    static PackStep zip() {
        return new PackStep(
                Packed.ZIP,
                Packed.ZIP
                        .file(StepDescriptor.named("zip"), "The file to write")
                        .summary("Packs files of the workspace into a zip file.")
                        .example("zip zipFile: 'app.zip', dir: 'target', glob: '**/*.jar', archive: true"));
    }

    static PackStep tar() {
        return new PackStep(
                Packed.TAR,
                Packed.TAR
                        .file(StepDescriptor.named("tar"), "The file to write")
                        .summary("Packs files of the workspace into a tar file.")
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
        var file = kind.file(call, descriptor.name());
        var directory = arguments.text("dir", "");
        var from = Packed.here(call, directory);
        var to = Packed.here(call, file);
        var filter = filter(arguments);
        try {
            var written = call.workspace()
                    .archive(new ArchiveSpec(
                            file, format(arguments), files(arguments, directory), arguments.truth("overwrite")));
            call.log(
                    kind == Packed.ZIP
                            ? "Writing zip file of %s%s to %s".formatted(from, filter, to)
                            : "Compress %s%s to %s".formatted(from, filter, to));
            call.log((kind == Packed.ZIP ? "Zipped %d entries." : "Compressed %d entries.").formatted(written.files()));
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
        return kind == Packed.ZIP
                ? ArchiveFormat.ZIP
                : arguments.truth("compress") ? ArchiveFormat.TAR_GZIP : ArchiveFormat.TAR;
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
}
