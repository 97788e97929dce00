package dev.millrace.controller.run;

import java.time.Instant;

/** Where a run stands. What is true only in one state is a field of that state. */
public sealed interface RunState {
    /** Durable, not begun. */
    record Accepted() implements RunState {}

    /** Its program runs or waits. */
    record Running(Instant startedAt) implements RunState {}

    /** Its program ended; jobs are being given back and reports written. */
    record Finishing(Instant startedAt, RunResult result) implements RunState {}

    /** Over for good. */
    record Finished(Instant startedAt, Instant finishedAt, RunResult result) implements RunState {}
}
