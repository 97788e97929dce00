package dev.millrace.controller.execution;

import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Outcome;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A question to people; open until it is answered. */
final class InputStep implements LiveStep {
    private final Question question;
    private final Consumer<Outcome> conclude;
    private final AtomicBoolean done = new AtomicBoolean();

    InputStep(Question question, Consumer<Outcome> conclude) {
        this.question = question;
        this.conclude = conclude;
    }

    @Override
    public void begin() {}

    @Override
    public void cancel(String reason) {
        if (done.compareAndSet(false, true)) {
            conclude.accept(Outcomes.interrupted(question.step(), reason));
        }
    }

    /** What it asks. */
    Question question() {
        return question;
    }

    /** It waits for an answer. */
    boolean open() {
        return !done.get();
    }

    /**
     * Takes an answer. The caller records the outcome.
     *
     * @return empty where it was answered already
     * @throws dev.millrace.controller.base.UserError the answer does not fit; the question stays open
     */
    Optional<Outcome> answer(Reply reply) {
        var outcome = reply.proceed() ? approved(reply) : rejected(reply);
        return done.compareAndSet(false, true) ? Optional.of(outcome) : Optional.empty();
    }

    private Outcome approved(Reply reply) {
        return Outcomes.value(question.step(), reply.value(question)).toBuilder()
                .addTold(NamedValue.newBuilder().setName("by").setValue(Values.toWire(reply.by())))
                .build();
    }

    private Outcome rejected(Reply reply) {
        reply.allowed(question);
        return Outcomes.interrupted(question.step(), "Rejected by " + reply.by());
    }
}
