package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.lease.RunLocks;
import dev.millrace.controller.queue.LockLedger;
import org.jspecify.annotations.Nullable;

/** Where runs take their locks. */
final class LockDoors {
    private final RunLocks locks;
    private final LockLedger ledger;
    private volatile @Nullable Executions executions;

    LockDoors(RunLocks locks, LockLedger ledger) {
        this.locks = locks;
        this.ledger = ledger;
    }

    RunLocks locks() {
        return locks;
    }

    LockLedger ledger() {
        return ledger;
    }

    /** Whom to tell that a run has to make room. */
    void connect(Executions to) {
        executions = to;
    }

    /** Ends a run that a newer one makes needless. */
    void supersede(RunId run, String why) {
        var told = executions;
        if (told != null) {
            told.supersede(run, why);
        }
    }
}
