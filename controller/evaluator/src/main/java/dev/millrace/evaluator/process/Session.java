package dev.millrace.evaluator.process;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.Outbox;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.wire.proto.CancelStep;
import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Live;
import dev.millrace.wire.proto.Start;
import java.util.ArrayList;
import java.util.List;

/** One run in this process. Called by the reading thread alone, but for {@link Outbox}. */
final class Session implements Outbox {
    private final long run;
    private final Start start;
    private final Pipelines pipelines;
    private final Outgoing outgoing;
    private final Baton baton;
    private final Needs needs;
    private List<JournalEntry> history = new ArrayList<>();

    Session(long run, Start start, Pipelines pipelines, Outgoing outgoing, int uncommittedLimit) {
        this.run = run;
        this.start = start;
        this.pipelines = pipelines;
        this.outgoing = outgoing;
        this.baton = new Baton(this, uncommittedLimit);
        this.needs = new Needs(need -> outgoing.send(message().setNeed(need).build()));
    }

    void history(History part) {
        history.addAll(part.getEntriesList());
        if (part.getLast()) {
            baton.start(history, pipelines.program(start, baton, needs));
            history = List.of();
        }
    }

    void deliver(JournalEntry entry) {
        baton.deliver(entry);
    }

    void committed(long entries) {
        baton.committed(entries);
    }

    void content(Content content) {
        needs.take(content);
    }

    void stop() {
        baton.stop();
    }

    @Override
    public void emitted(Emitted entry) {
        outgoing.send(message().setEmitted(entry).build());
    }

    @Override
    public void live(List<Emitted> pending) {
        outgoing.send(
                message().setLive(Live.newBuilder().addAllPending(pending)).build());
    }

    @Override
    public void cancel(int step, String reason) {
        outgoing.send(message()
                .setCancel(CancelStep.newBuilder().setStep(step).setReason(reason))
                .build());
    }

    @Override
    public void diverged(Diverged difference) {
        outgoing.send(message().setDiverged(difference).build());
    }

    private FromEvaluator.Builder message() {
        return FromEvaluator.newBuilder().setRun(run);
    }
}
