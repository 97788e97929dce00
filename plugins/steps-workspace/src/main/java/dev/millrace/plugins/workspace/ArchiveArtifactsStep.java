package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;
import static dev.millrace.api.step.Parameter.Type.TRUTH;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code archiveArtifacts}: keeps files with the run. */
final class ArchiveArtifactsStep implements ActionStep {
    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "archiveArtifacts",
                Set.of("ArtifactArchiver"),
                "Keeps files of the workspace with the run, under their paths.",
                List.of(
                        Parameter.positional("artifacts", TEXT, "Ant patterns of the files, separated by commas."),
                        Parameter.optional(
                                "excludes", TEXT, "", "Ant patterns of files to leave out, separated by commas."),
                        Parameter.optional(
                                "allowEmptyArchive", TRUTH, false, "Go on where no file matches, instead of failing."),
                        Parameter.optional(
                                "caseSensitive", TRUTH, true, "Whether patterns tell large from small letters."),
                        Parameter.optional(
                                "defaultExcludes",
                                TRUTH,
                                true,
                                "Leave out what Ant leaves out, such as .git and backup files."),
                        Parameter.optional(
                                "fingerprint",
                                TRUTH,
                                false,
                                "Accepted; the digest of every artifact is recorded in any case."),
                        Parameter.optional(
                                "followSymlinks",
                                TRUTH,
                                true,
                                "Accepted; links are never followed, so that no file outside of the workspace gets in."),
                        Parameter.optional(
                                "onlyIfSuccessful",
                                TRUTH,
                                false,
                                "Accepted; a step after a failed one is not reached unless the failure is caught.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of(
                        "archiveArtifacts artifacts: 'target/*.jar', fingerprint: true",
                        "archiveArtifacts 'reports/**'"));
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        var patterns = arguments.text("artifacts");
        call.log("Archiving artifacts");
        var files = FileSet.of(patterns, arguments.text("excludes", ""), arguments.truth("defaultExcludes"));
        if (files.includes().isEmpty()) {
            throw new StepException(
                    "bad-argument", "archiveArtifacts needs at least one pattern of files in artifacts");
        }
        var workspace = call.workspace();
        if (!arguments.truth("caseSensitive")) {
            files = AnyCase.spelledAsFound(files, workspace);
        }
        var tree = workspace.pack(files);
        if (tree.files() > 0) {
            call.artifacts().add(tree);
            return null;
        }
        var message = "No artifacts found that match the file pattern \"%s\". Configuration error?".formatted(patterns);
        if (!arguments.truth("allowEmptyArchive")) {
            throw new StepException("no-files", message);
        }
        call.log(message);
        return null;
    }
}
