package dev.millrace.controller.run;

import java.time.Instant;

/** What happens to a run. */
public sealed interface RunEvent {
    /** When it happened. */
    Instant at();

    /** Its program is begun, for the first time or again. */
    record Began(Instant at) implements RunEvent {}

    /** Its program ended, or cannot go on. */
    record ProgramEnded(Instant at, RunResult result) implements RunEvent {}

    /** All that it held was given back. */
    record Closed(Instant at) implements RunEvent {}
}
