package dev.millrace.controller.execution;

import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Result;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A question to people; open until it is answered. */
final class InputStep implements LiveStep {
    private final int step;
    private final Consumer<Outcome> conclude;
    private final AtomicBoolean done = new AtomicBoolean();

    InputStep(int step, Consumer<Outcome> conclude) {
        this.step = step;
        this.conclude = conclude;
    }

    @Override
    public void begin() {}

    @Override
    public void cancel(String reason) {
        conclude(Outcomes.interrupted(step, reason));
    }

    /** Takes an answer; false where it was answered already. */
    boolean answer(boolean proceed, String by) {
        return conclude(
                proceed
                        ? Outcomes.value(step, null)
                        : Outcomes.failed(step, "rejected", "Rejected by " + by, Result.ABORTED));
    }

    private boolean conclude(Outcome outcome) {
        var first = done.compareAndSet(false, true);
        if (first) {
            conclude.accept(outcome);
        }
        return first;
    }
}
