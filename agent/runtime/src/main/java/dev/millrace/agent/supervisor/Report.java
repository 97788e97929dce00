package dev.millrace.agent.supervisor;

import java.util.List;

/** What the supervisor tells the agent. */
public sealed interface Report {
    /** The first report of a connection: what runs, and the leases that are kept. What is not here, has ended or was never begun. */
    record Attached(long pid, List<OperationName> running, List<KeptLease> leases) implements Report {
        public Attached {
            running = List.copyOf(running);
            leases = List.copyOf(leases);
        }
    }

    /** Output is in the spool up to this offset. Several may be told as one. */
    record Grown(OperationName name, long outputEnd) implements Report {}

    /** The operation is over. */
    record Ended(OperationName name, ExitRecord exit) implements Report {}

    /** Nothing of the lease is left. */
    record Gone(String lease, boolean deadline) implements Report {}

    /**
     * A lease that the supervisor knows.
     *
     * @param over its deadline passed and its processes are dead
     */
    record KeptLease(String lease, long deadlineNanos, boolean over) {}
}
