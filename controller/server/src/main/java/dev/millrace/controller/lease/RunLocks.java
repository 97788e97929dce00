package dev.millrace.controller.lease;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.LockOwner;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.LockStanding;
import dev.millrace.controller.queue.OrganizationRules;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The locks of steps that run nowhere. Who asks has written that before ({@code LockLedger.asked}), and writes that it gives back together with what ends
 * its block; what it holds is written here, before it hears of it. All calls return at once and are idempotent, so that a run that was taken up
 * again asks again. Safe for use by many threads.
 */
public interface RunLocks {
    /**
     * Asks, or asks how it stands where the step has asked already; a later call replaces the listener.
     *
     * @param request of a step
     */
    void request(LockRequest request, LockListener listener);

    /** The step gives back what it holds, or waits no more. Unknown steps are fine. */
    void release(LockOwner.OfStep step);

    /** Runs that hold or wait for what this step asked for, in order; its own is not among them. */
    CompletableFuture<List<RunId>> rivals(LockOwner.OfStep step);

    /** The locks of an organization, by name. */
    List<LockStanding> list(OrganizationId organization);

    /** Steps that wait, in the order of asking. */
    List<WaitingStep> waiting();

    /** What people say of an organization's scheduling. */
    OrganizationRules rules(OrganizationId organization);

    /**
     * A step that waits.
     *
     * @param title of its run, for people
     * @param group it waits for its concurrency group, and for no lock of another kind
     * @param why what it waits for, who has it, and how many ask before it
     * @param asked since when it waits
     */
    record WaitingStep(LockOwner.OfStep step, String title, boolean group, String why, Instant asked) {}

    /** Hears how a request fares. Called in order, by one thread at a time; must not block. */
    interface LockListener {
        /** The step holds these; what is written because of it is durable only after that. */
        void granted(List<String> locks);

        /** It is not its turn, for this reason. */
        void waits(String why);

        /** It did not want to wait and gets nothing. */
        void skipped(String why);
    }
}
