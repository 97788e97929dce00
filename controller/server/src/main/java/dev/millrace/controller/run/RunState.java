package dev.millrace.controller.run;

import java.time.Instant;
import java.util.Optional;

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

    /** The state after an event. Being begun again changes nothing; other repeats and what is out of order are {@link IllegalTransition}s. */
    default RunState apply(RunEvent event) {
        return switch (this) {
            case Accepted() when event instanceof RunEvent.Began(var at) -> new Running(at);
            case Accepted()
            when event instanceof RunEvent.ProgramEnded(var at, var result) -> new Finishing(at, result);
            case Running _ when event instanceof RunEvent.Began -> this;
            case Running(var startedAt)
            when event instanceof RunEvent.ProgramEnded(var _, var result) -> new Finishing(startedAt, result);
            case Finishing(var startedAt, var result)
            when event instanceof RunEvent.Closed(var at) -> new Finished(startedAt, at, result);
            case Accepted _, Running _, Finishing _, Finished _ -> throw new IllegalTransition(this, event);
        };
    }

    /** How it is called in tables and answers: {@code accepted}, {@code running}, {@code finishing}, {@code finished}. */
    default String key() {
        return switch (this) {
            case Accepted _ -> "accepted";
            case Running _ -> "running";
            case Finishing _ -> "finishing";
            case Finished _ -> "finished";
        };
    }

    /** How the program ended; empty before. */
    default Optional<RunResult> outcome() {
        return switch (this) {
            case Accepted _, Running _ -> Optional.empty();
            case Finishing(var _, var result) -> Optional.of(result);
            case Finished(var _, var _, var result) -> Optional.of(result);
        };
    }

    /** When the program began; empty before. */
    default Optional<Instant> begunAt() {
        return switch (this) {
            case Accepted _ -> Optional.empty();
            case Running(var at) -> Optional.of(at);
            case Finishing(var at, var _) -> Optional.of(at);
            case Finished(var at, var _, var _) -> Optional.of(at);
        };
    }

    /** When all was over; empty before. */
    default Optional<Instant> overAt() {
        return this instanceof Finished(var _, var at, var _) ? Optional.of(at) : Optional.empty();
    }
}
