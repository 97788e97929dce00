package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.StepContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The book of a program that is looked at where its journal ends: it compares as a run's does, and never goes on. Guarded by the run's lock. */
final class Retelling implements Book {
    private final Outbox out;
    private Tape tape = new Tape(List.of());

    Retelling(Outbox out) {
        this.out = out;
    }

    @Override
    public void begin(List<JournalEntry> history) {
        tape = new Tape(history);
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public boolean answers(int step) {
        return tape.answers(step);
    }

    @Override
    public JournalEntry write(int branch, JournalEntry entry, @Nullable StepContext context, Spot spot)
            throws Divergence, UsedUp {
        if (tape.atEdge()) {
            throw new UsedUp();
        }
        var recorded = tape.compare(entry, spot);
        if (entry.hasEnded()) {
            throw new UsedUp();
        }
        return recorded;
    }

    @Override
    public void end(JournalEntry entry) {
        out.emitted(Emitted.newBuilder().setEntry(entry).build());
    }

    @Override
    public void committed(long entries) {
        // nothing of it is kept
    }

    @Override
    public void arrived(JournalEntry delivery) {
        // nobody sends it anything
    }

    @Override
    public boolean nothingArrived() {
        return true;
    }

    @Override
    public boolean restful() {
        return false;
    }

    @Override
    public Optional<JournalEntry> next() throws Divergence, UsedUp {
        var recorded = tape.nextDelivery();
        if (recorded.isPresent()) {
            return recorded;
        }
        if (tape.atEdge()) {
            throw new UsedUp();
        }
        throw tape.waits("nothing: it waits");
    }

    @Override
    public Divergence unasked(int step) {
        return tape.unasked(step);
    }
}
