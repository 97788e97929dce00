package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.StepContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The book of a program that is looked at where its journal ends: it goes on as far as it can with what the journal holds, and stands still before it
 * would write more. Guarded by the run's lock.
 */
final class Rewind implements ProbeBook {
    private final Outbox out;
    private Tape tape = new Tape(List.of());

    Rewind(Outbox out) {
        this.out = out;
    }

    /** Its own end is not the program's to repeat: a run may have been stopped. */
    @Override
    public void begin(List<JournalEntry> history) {
        tape = new Tape(history.stream().filter(entry -> !entry.hasEnded()).toList());
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public boolean compares() {
        return true;
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
        return tape.compare(entry, spot);
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

    @Override
    public void end(JournalEntry entry) {
        out.emitted(Emitted.newBuilder().setEntry(entry).build());
    }
}
