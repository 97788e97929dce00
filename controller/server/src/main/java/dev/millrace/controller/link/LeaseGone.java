package dev.millrace.controller.link;

import dev.millrace.controller.lease.LeaseKey;

/** The lease of an operation ended before the operation did. */
public final class LeaseGone extends RuntimeException {
    /** Of a lease, with why it ended. */
    public LeaseGone(LeaseKey lease, String reason) {
        super("Lease of job %s, attempt %d, is over: %s".formatted(lease.job(), lease.attempt(), reason));
    }
}
