package dev.millrace.plugins.workspace;

import static dev.millrace.api.step.Parameter.Type.INTEGER;
import static dev.millrace.api.step.Parameter.Type.TEXT;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Category;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import java.time.Instant;
import java.util.Optional;

/** {@code touch}. */
final class TouchStep implements ActionStep {
    private final StepDescriptor descriptor = StepDescriptor.named("touch")
            .summary("Sets when a file was last modified, and makes it, empty, where it is not there.")
            .category(Category.FILES)
            .positional("file", TEXT, "Path of the file, relative to the current directory.")
            .optional("timestamp", INTEGER, "Milliseconds since 1970; left out it is now.")
            .needsWorkspace()
            .recovery(Recovery.REATTACH)
            .example("touch file: 'target/ready', timestamp: 1700000000000")
            .example("touch 'ready'")
            .build();

    @Override
    public StepDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Object run(StepCall call) throws StepException, InterruptedException {
        var given = call.arguments().get("timestamp").map(value -> ((Number) value).longValue());
        if (given.filter(millis -> millis < 0).isPresent()) {
            throw new StepException(
                    "bad-argument", "timestamp is milliseconds since 1970, not %d".formatted(given.orElse(0L)));
        }
        Optional<Instant> modified = given.map(Instant::ofEpochMilli);
        return FoundFile.of(call.workspace().touch(call.arguments().text("file"), modified));
    }
}
