package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where a program's entries go and what it is told next: the journal of a run, or of a program that is only looked at. Guarded by the run's lock. */
interface Book {
    /** Begins with the journal so far. Once, before the program does. */
    void begin(List<JournalEntry> history);

    /** The program is past what it did before: what it writes is new, what it is handed out is made now. */
    boolean live();

    /** What the program writes is only compared: where it stands is not kept. */
    default boolean compares() {
        return false;
    }

    /** The journal had the outcome of this step when the program began. */
    boolean answers(int step);

    /**
     * Takes an entry of the program; gives the one that counts.
     *
     * @param branch that writes it
     * @throws Divergence the journal holds something else
     * @throws UsedUp the program is only looked at, and nothing more is to be seen
     */
    JournalEntry write(int branch, JournalEntry entry, @Nullable StepContext context, Spot spot)
            throws Divergence, UsedUp;

    /** Takes the last entry, which is not the program's own. */
    void end(JournalEntry entry);

    /** The first entries of the program are durable. */
    void committed(long entries);

    /** Something came for the program. */
    void arrived(JournalEntry delivery);

    /** Nothing waits to be taken from outside. */
    boolean nothingArrived();

    /** Only something from outside moves the program on. */
    boolean restful();

    /** What the program is told next, where none of its branches can run; empty where it waits. */
    Optional<JournalEntry> next() throws Divergence, UsedUp;

    /** The journal tells of a step that the program has not asked. */
    Divergence unasked(int step);

    /** Makes the book of a program. */
    interface Maker {
        /** Keeps what it is given: they belong to the same program. */
        Book make(ReentrantLock lock, Turns turns, Asks asks);
    }
}
