package dev.millrace.evaluator.inspect;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.Outbox;
import dev.millrace.evaluator.language.Contents;
import dev.millrace.evaluator.language.Insight;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.Probed;
import dev.millrace.wire.proto.Start;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One program that is only looked at. It answers once, when the program stands still; what it says of steps is heard by nobody. */
public final class Looking implements Outbox {
    private final Start start;
    private final Consumer<Probed> answer;
    private final Insight insight = new Insight();
    private final Baton baton;
    private boolean answered;

    /** @param answer hears it with the program's lock held: must hand over at once */
    public Looking(Start start, Consumer<Probed> answer) {
        this.start = start;
        this.answer = answer;
        this.baton = start.getProbe().getInspect()
                ? Baton.rewinding(this)
                : Baton.grafting(this, new HashSet<>(start.getProbe().getAgainList()));
    }

    /** The program's. */
    public Baton baton() {
        return baton;
    }

    /** The program. */
    public Supplier<Ended> program(Pipelines pipelines, Contents contents) {
        return start.getProbe().getInspect()
                ? pipelines.program(start, baton, contents, insight)
                : pipelines.program(start, baton, contents);
    }

    @Override
    public void usedUp() {
        if (start.getProbe().getInspect()) {
            answer(new Still(baton, insight).told());
        } else {
            var grafted = baton.grafted();
            answer(Probed.newBuilder().addAllEntries(grafted.entries()).addAllDifferences(grafted.differences()));
        }
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
