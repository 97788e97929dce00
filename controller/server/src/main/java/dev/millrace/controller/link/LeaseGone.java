package dev.millrace.controller.link;

import dev.millrace.controller.lease.LeaseKey;

/** The lease of an operation ended before the operation did. */
public final class LeaseGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of a lease, with why it ended. */
    public LeaseGone(LeaseKey lease, String reason) {
        super(message(reason) + " (job %s, attempt %d)".formatted(lease.job(), lease.attempt()));
    }

    /** Says to the people of a run that their node lost its agent, and why. */
    public static String message(String reason) {
        return "The node lost its agent: " + reason;
    }
}
