package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import org.jspecify.annotations.Nullable;

/** {@code checkpoint}: keeps the workspace as it is, so that the run can be restarted from here. */
final class CheckpointStep implements ActionStep {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    private final StepDescriptor descriptor = StepDescriptor.named("checkpoint")
            .summary("Keeps the whole workspace as it is now, so that the run can be restarted from here.")
            .category(Category.FILES)
            .optionalPositional("name", TEXT, "What the log calls it.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("checkpoint()")
            .example("checkpoint 'built'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var name = call.arguments().text("name", "");
        var taken = call.workspace().snapshot();
        call.log("Workspace snapshot%s: %d file(s), %s"
                .formatted(name.isBlank() ? "" : " \u2018" + name + "\u2019", taken.files(), size(taken.bytes())));
        for (var remark : taken.remarks()) {
            call.log("Workspace snapshot: " + remark);
        }
        return null;
    }

    private static String size(long bytes) {
        return bytes < KIB ? bytes + " bytes" : bytes < MIB ? bytes / KIB + " KiB" : bytes / MIB + " MiB";
    }
}
