package dev.millrace.plugins.workspace;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code unstash}. */
final class UnstashStep implements ActionStep {
    @Override
    public StepDescriptor descriptor() {
        return new StepDescriptor(
                "unstash",
                Set.of(),
                "Puts the files of a stash of this run into the current directory.",
                List.of(Parameter.positional("name", Parameter.Type.TEXT, "Name that stash gave them.")),
                true,
                StepDescriptor.Recovery.REATTACH,
                List.of("unstash 'jars'"));
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
