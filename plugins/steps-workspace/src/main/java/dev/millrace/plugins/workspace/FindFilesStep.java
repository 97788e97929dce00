package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileSet;
import java.util.List;

/** {@code findFiles}: files by a pattern; without one, what the current directory itself has. */
final class FindFilesStep implements ActionStep {
    private static final int MOST = 50_000;

    private final StepDescriptor descriptor = StepDescriptor.named("findFiles")
            .summary(
                    "Finds files of the workspace and returns them as a list of name, path, directory, length and lastModified.")
            .category(Category.FILES)
            .optional(
                    "glob",
                    TEXT,
                    "",
                    "Ant patterns of files, separated by commas; without any, the files and directories of the current directory.")
            .optional("excludes", TEXT, "", "Ant patterns of files to leave out, separated by commas.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example(
                    "def files = findFiles(glob: '**/TEST-*.xml')\necho \"${files[0].name} ${files[0].path} ${files[0].length}\"")
            .example("findFiles().each { file -> echo \"$file\" }")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var glob = call.arguments().text("glob", "");
        var excludes = call.arguments().text("excludes", "");
        var workspace = call.workspace();
        if (workspace.stat(".").isEmpty()) {
            return List.of();
        }
        var found = glob.isBlank()
                ? workspace.listAll(FileSet.of("*", excludes, false))
                : workspace.list(FileSet.of(glob, excludes, true));
        if (found.size() > MOST) {
            throw new StepException(
                    "too-many",
                    "%d files match %s; a pipeline takes at most %d: narrow the pattern"
                            .formatted(found.size(), glob, MOST));
        }
        return found.stream().map(FoundFile::of).toList();
    }
}
