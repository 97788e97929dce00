package dev.millrace.controller.execution;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import org.jspecify.annotations.Nullable;

/** What a step does, on a thread of its own. */
interface StepBody {
    /** Does it; the value as {@link Values} takes it. */
    @Nullable
    Object run(StepCall call) throws StepException, InterruptedException;
}
