package dev.millrace.controller.execution;

import java.time.Duration;

/**
 * How runs are moved.
 *
 * @param restAfter how long the program of a run waits in its evaluator before it leaves, to be replayed when something comes for it
 * @param abortGrace how long a program may take to end when it is aborted
 * @param places how many programs are in memory at a time before accepted runs have to wait; what was begun before a restart goes on beyond that
 */
public record ExecutionSettings(Duration restAfter, Duration abortGrace, int places) {
    /** Each program takes about 30 KiB in the controller and as much in its evaluator. */
    public static final ExecutionSettings USUAL =
            new ExecutionSettings(Duration.ofSeconds(30), Duration.ofSeconds(60), 20_000);
}
