package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import org.jspecify.annotations.Nullable;

/** {@code unstash}. */
final class UnstashStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("unstash")
            .summary("Puts the files of a stash of this run into the current directory.")
            .category(Category.FILES)
            .positional("name", TEXT, "Name that stash gave them.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("unstash 'jars'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var name = call.arguments().text("name");
        var tree = call.stashes()
                .get(name)
                .orElseThrow(() -> new StepException("no-such-stash", "No such saved stash ‘%s’".formatted(name)));
        call.workspace().unpack(tree.digest(), ".");
        return null;
    }
}
