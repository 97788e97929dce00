package dev.millrace.controller.queue;

import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.Write;
import java.util.List;

/**
 * The rows of {@code lock} steps. A row is there from the journal entry that asks to the one that ends the block, each of which commits with it; what is
 * held is written before the step hears of it. Safe for use by many threads.
 */
public interface LockLedger {
    /** On this database; its epoch marks the rows. */
    static LockLedger on(Database database) {
        return new LockStepTable(database);
    }

    /** A step asks; where it has asked already, nothing changes. */
    Write<?> asked(LockRequest request, LockOwner.OfStep step);

    /** It holds these. A step that has given back meanwhile holds nothing. */
    Write<?> held(LockOwner.OfStep step, List<String> locks);

    /** It gives back, or waits no more. */
    Write<?> released(LockOwner.OfStep step);

    /** Of all runs that are not over, in the order of asking. */
    List<StoredLock> open();

    /**
     * A step's row.
     *
     * @param request what it asked for
     * @param held what it holds; empty: it waits
     */
    record StoredLock(LockRequest request, List<String> held) {
        public StoredLock {
            held = List.copyOf(held);
        }
    }
}
