package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileSet;
import org.jspecify.annotations.Nullable;

/** {@code archive}: the old form of {@link ArchiveArtifactsStep}, which goes on where no file matches. */
final class ArchiveStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("archive")
            .summary("Keeps files of the workspace with the run; archiveArtifacts is its newer form.")
            .category(Category.BUILD)
            .positional("includes", TEXT, "Ant patterns of the files, separated by commas.")
            .optional("excludes", TEXT, "", "Ant patterns of files to leave out, separated by commas.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("archive 'target/*.jar'")
            .example("archive includes: 'reports/**', excludes: '**/*.tmp'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var includes = call.arguments().text("includes");
        call.log("Archiving artifacts");
        var tree = call.workspace()
                .pack(FileSet.of(
                        includes.isBlank() ? "**" : includes, call.arguments().text("excludes", ""), true));
        if (tree.files() == 0) {
            call.log("No artifacts found that match the file pattern \"%s\".".formatted(includes));
            return null;
        }
        call.artifacts().add(tree);
        return null;
    }
}
