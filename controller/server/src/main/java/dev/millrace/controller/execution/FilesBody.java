package dev.millrace.controller.execution;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.TreeDigest;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.source.GivenFiles;
import org.jspecify.annotations.Nullable;

/**
 * The step that puts the files which a run was given into a workspace; the program asks for it where a node begins. Which files, the run's row says, whatever
 * the program does.
 */
record FilesBody(Run run) implements StepBody {
    static final String NAME = "fileParameters";

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var tree = run.source()
                .files()
                .map(GivenFiles::tree)
                .orElseThrow(() -> new StepException("no-files", "This run was given no files"));
        call.workspace().unpack(new TreeDigest(tree.hex()), "");
        return null;
    }
}
