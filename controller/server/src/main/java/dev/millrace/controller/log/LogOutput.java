package dev.millrace.controller.log;

import dev.millrace.controller.base.RunId;

/**
 * The output of one operation of a step.
 *
 * @param run of which run
 * @param step id of the step
 * @param ordinal operation of the step, from 0
 * @param timestamps each line begins with the time at which it came
 */
public record LogOutput(RunId run, int step, int ordinal, boolean timestamps) {
    public LogOutput {
        if (step < 0 || ordinal < 0) {
            throw new IllegalArgumentException("Not an operation of a step: %d of step %d".formatted(ordinal, step));
        }
    }
}
