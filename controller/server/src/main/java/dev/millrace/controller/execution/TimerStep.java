package dev.millrace.controller.execution;

import dev.millrace.wire.proto.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A step that is done at a time: {@code sleep}. */
final class TimerStep implements LiveStep {
    private final int step;
    private final Instant begun;
    private final Duration span;
    private final Timers timers;
    private final Consumer<Outcome> conclude;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile Timers.Timer timer = () -> {};

    TimerStep(int step, Instant begun, Duration span, Timers timers, Consumer<Outcome> conclude) {
        this.step = step;
        this.begun = begun;
        this.span = span;
        this.timers = timers;
        this.conclude = conclude;
    }

    @Override
    public void begin() {
        timer = timers.after(begun, span, () -> conclude(Outcomes.value(step, null)));
        if (done.get()) {
            timer.cancel();
        }
    }

    @Override
    public void cancel(String reason) {
        timer.cancel();
        conclude(Outcomes.interrupted(step, reason));
    }

    private void conclude(Outcome outcome) {
        if (done.compareAndSet(false, true)) {
            conclude.accept(outcome);
        }
    }
}
