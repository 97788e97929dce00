package dev.millrace.controller.execution;

import dev.millrace.wire.proto.Outcome;
import java.util.function.Consumer;

/** A step whose outcome is known when it is asked: a block that opens at once, a refusal. */
record ImmediateStep(Outcome outcome, Consumer<Outcome> conclude) implements LiveStep {
    @Override
    public void begin() {
        conclude.accept(outcome);
    }

    @Override
    public void cancel(String reason) {}
}
