package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.StepContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a run's journal: what the program writes is compared with it until its end, then sent; what comes for the program is taken from it
 * first, then from outside. Guarded by the run's lock.
 */
final class Ledger implements Book {
    private final Condition room;
    private final Outbox out;
    private final int uncommittedLimit;
    private final BooleanSupplier stopped;
    private final Consumer<Book> edge;
    private final Deque<JournalEntry> inbox = new ArrayDeque<>();
    private Tape tape = new Tape(List.of());
    private boolean live;
    private long written;
    private long committed;

    /**
     * Of a program that has not begun.
     *
     * @param uncommittedLimit entries that the program may be ahead of what is committed
     * @param stopped nobody waits for room any more
     * @param edge called once, when the journal is used up
     */
    Ledger(ReentrantLock lock, Outbox out, int uncommittedLimit, BooleanSupplier stopped, Consumer<Book> edge) {
        if (uncommittedLimit < 1) {
            throw new IllegalArgumentException("At least one entry must fit: " + uncommittedLimit);
        }
        this.room = lock.newCondition();
        this.out = out;
        this.uncommittedLimit = uncommittedLimit;
        this.stopped = stopped;
        this.edge = edge;
    }

    @Override
    public void begin(List<JournalEntry> history) {
        tape = new Tape(history);
        written = tape.length();
        committed = written;
        atEdge();
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public boolean compares() {
        return !live;
    }

    @Override
    public boolean answers(int step) {
        return tape.answers(step);
    }

    /** Compares an entry with the journal, or sends it and waits until there is room for more. */
    @Override
    public JournalEntry write(int branch, JournalEntry entry, @Nullable StepContext context, Spot spot)
            throws Divergence {
        if (!live) {
            var recorded = tape.compare(entry, spot);
            atEdge();
            return recorded;
        }
        var emitted = Emitted.newBuilder().setEntry(entry);
        out.emitted((context == null ? emitted : emitted.setContext(context)).build());
        written++;
        while (written - committed > uncommittedLimit && !stopped.getAsBoolean()) {
            room.awaitUninterruptibly();
        }
        return entry;
    }

    /** Sends the last entry: it is in no journal, and waits for no room. */
    @Override
    public void end(JournalEntry entry) {
        out.emitted(Emitted.newBuilder().setEntry(entry).build());
        written++;
    }

    private void atEdge() {
        if (tape.atEdge()) {
            live = true;
            edge.accept(this);
        }
    }

    @Override
    public void committed(long entries) {
        committed = Math.max(committed, entries);
        room.signalAll();
    }

    @Override
    public void arrived(JournalEntry delivery) {
        inbox.add(delivery);
    }

    @Override
    public boolean nothingArrived() {
        return inbox.isEmpty();
    }

    @Override
    public boolean restful() {
        return live && inbox.isEmpty() && tape.peekDelivery().isEmpty();
    }

    @Override
    public Optional<JournalEntry> next() throws Divergence {
        var recorded = tape.nextDelivery();
        if (recorded.isPresent()) {
            return recorded;
        }
        if (!live) {
            throw tape.waits("nothing: it waits");
        }
        return Optional.ofNullable(inbox.poll());
    }

    @Override
    public Divergence unasked(int step) {
        return tape.unasked(step);
    }
}
