package dev.millrace.controller.link;

import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import java.util.concurrent.CompletableFuture;

/**
 * Operations on agents, for the holders of leases. Each is named by lease, step and ordinal; asking for one that the agent knows attaches to it.
 * While an agent is away, what was asked waits for it; it ends when its lease ends. Safe for use by many threads.
 */
public interface Operations {
    /**
     * Asks for an operation. The {@code operation} field of the body is filled in here.
     *
     * @param output takes the operation's output; the operation is complete when all of its output was taken
     * @return completes with how the operation ended; fails with {@link LeaseGone} when the lease is over first. Not cancellable: use {@link #cancel}
     */
    CompletableFuture<OperationFinished> operate(
            LeaseKey lease, int step, int ordinal, Operate.Builder body, OutputSink output);

    /** Ends an operation that still runs: it finishes as aborted. */
    void cancel(LeaseKey lease, int step, int ordinal, String reason);

    /** All operations of a step are journaled: the agent's spool may forget them. */
    void acknowledge(LeaseKey lease, int step);

    /** Takes output, in order, each byte once or again from an offset already taken (after a reconnect). */
    interface OutputSink {
        /** Where the output is to go on: up to here it is durable. */
        long end();

        /**
         * Takes bytes.
         *
         * @return completes when they are durable, with the new end; this is the agent's credit
         */
        CompletableFuture<Long> take(long offset, byte[] data);
    }
}
