package dev.millrace.evaluator.inspect;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.Outbox;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Probe;
import dev.millrace.wire.proto.Probed;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/** One program that is only looked at. It answers once, when the program stands still; what it says of steps is heard by nobody. */
public final class Looking implements Outbox {
    private final Consumer<Probed> answer;
    private final Baton baton;
    private boolean answered;

    /** @param answer hears it with the program's lock held: must hand over at once */
    public Looking(Probe probe, Consumer<Probed> answer) {
        this.answer = answer;
        this.baton = Baton.grafting(this, new HashSet<>(probe.getAgainList()));
    }

    /** The program's. */
    public Baton baton() {
        return baton;
    }

    @Override
    public void usedUp() {
        var grafted = baton.grafted();
        answer(Probed.newBuilder().addAllEntries(grafted.entries()).addAllDifferences(grafted.differences()));
    }

    @Override
    public void diverged(Diverged difference) {
        answer(Probed.newBuilder().addDifferences(difference));
    }

    @Override
    public void emitted(Emitted entry) {
        if (entry.getEntry().hasEnded()) {
            answer(Probed.newBuilder().setEnded(entry.getEntry().getEnded()));
        }
    }

    private void answer(Probed.Builder probed) {
        if (!answered) {
            answered = true;
            answer.accept(probed.build());
        }
    }

    @Override
    public void live(List<Emitted> pending) {
        // it never goes on
    }

    @Override
    public void cancel(int step, String reason) {
        // nobody does the step
    }
}
