package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.DigestAlgorithm;
import dev.millrace.api.workspace.FileSet;
import org.jspecify.annotations.Nullable;

/** {@code fingerprint}: writes the digests of files into the log, where they stay with the run. */
final class FingerprintStep implements ActionStep {
    private static final int MOST = 10_000;

    private final StepDescriptor descriptor = StepDescriptor.named("fingerprint")
            .symbol("Fingerprinter")
            .summary("Records the SHA-256 of files of the workspace in the run's log.")
            .category(Category.BUILD)
            .positional("targets", TEXT, "Ant patterns of the files, separated by commas.")
            .optional("excludes", TEXT, "", "Ant patterns of files to leave out, separated by commas.")
            .optional("caseSensitive", TRUTH, true, "Whether patterns tell large from small letters.")
            .optional("defaultExcludes", TRUTH, true, "Leave out what Ant leaves out, such as .git and backup files.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("fingerprint 'target/*.jar'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        call.log("Recording fingerprints");
        var files = FileSet.of(
                arguments.text("targets"), arguments.text("excludes", ""), arguments.truth("defaultExcludes"));
        if (files.includes().isEmpty()) {
            throw new StepException("bad-argument", "fingerprint needs at least one pattern of files in targets");
        }
        var workspace = call.workspace();
        var chosen = arguments.truth("caseSensitive") ? files : AnyCase.spelledAsFound(files, workspace);
        var found = workspace.list(chosen);
        if (found.size() > MOST) {
            throw new StepException(
                    "too-many", "%d files match; fingerprint takes at most %d".formatted(found.size(), MOST));
        }
        for (var file : found) {
            call.log("sha256:%s %s".formatted(workspace.digest(file.path(), DigestAlgorithm.SHA256), file.path()));
        }
        return null;
    }
}
