package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.report.ArtifactFacts;
import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileSet;
import dev.millrace.api.workspace.Links;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code archiveArtifacts}: keeps files with the run. */
final class ArchiveArtifactsStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("archiveArtifacts")
            .symbol("ArtifactArchiver")
            .summary("Keeps files of the workspace with the run, under their paths.")
            .category(Category.BUILD)
            .positional("artifacts", TEXT, "Ant patterns of the files, separated by commas.")
            .optional("excludes", TEXT, "", "Ant patterns of files to leave out, separated by commas.")
            .optional("allowEmptyArchive", TRUTH, false, "Go on where no file matches, instead of failing.")
            .optional("caseSensitive", TRUTH, true, "Whether patterns tell large from small letters.")
            .optional("defaultExcludes", TRUTH, true, "Leave out what Ant leaves out, such as .git and backup files.")
            .optional("fingerprint", TRUTH, false, "Write the SHA-256 of each artifact into the log, too.")
            .optional(
                    "followSymlinks",
                    TRUTH,
                    true,
                    "Keep the files of the workspace that links lead to, under the links' paths; else leave links out.")
            .optional("onlyIfSuccessful", TRUTH, false, "Do nothing where the run is unstable or worse already.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("archiveArtifacts artifacts: 'target/*.jar', fingerprint: true")
            .example("archiveArtifacts 'reports/**'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var patterns = arguments.text("artifacts");
        call.log("Archiving artifacts");
        if (arguments.truth("onlyIfSuccessful") && call.result() != RunResult.SUCCESS) {
            call.log("Skipping archiving because the run is " + call.result());
            return null;
        }
        var files = FileSet.of(patterns, arguments.text("excludes", ""), arguments.truth("defaultExcludes"));
        if (files.includes().isEmpty()) {
            throw new StepException(
                    "bad-argument", "archiveArtifacts needs at least one pattern of files in artifacts");
        }
        var workspace = call.workspace();
        if (!arguments.truth("caseSensitive")) {
            files = AnyCase.spelledAsFound(files, workspace);
        }
        var tree = workspace.pack(files, arguments.truth("followSymlinks") ? Links.FOLLOW : Links.LEAVE_OUT);
        if (tree.files() == 0) {
            return nothing(call, patterns);
        }
        call.artifacts().add(tree);
        if (arguments.truth("fingerprint")) {
            fingerprint(call, files);
        }
        return null;
    }

    private static @Nullable Object nothing(StepCall call, String patterns) throws StepException {
        var message = "No artifacts found that match the file pattern \"%s\". Configuration error?".formatted(patterns);
        if (!call.arguments().truth("allowEmptyArchive")) {
            throw new StepException("no-files", message);
        }
        call.log(message);
        return null;
    }

    /** The digests are known: nothing is read again. */
    private static void fingerprint(StepCall call, FileSet files) throws StepException, InterruptedException {
        call.log("Recording fingerprints");
        var kept =
                call.artifacts().list().stream().collect(Collectors.toMap(ArtifactFacts::path, ArtifactFacts::sha256));
        for (var file : call.workspace().list(files)) {
            var digest = kept.get(file.path());
            if (digest != null) {
                call.log("sha256:%s %s".formatted(digest, file.path()));
            }
        }
    }
}
