package dev.millrace.controller.lease;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.schedule.Room;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The door between runs and agents: ask for a job, hear of its lease, give it back. Safe for use by many threads; all calls are idempotent, so
 * that a run that was taken up again after a crash simply asks again.
 */
public interface Jobs {
    /**
     * Queues a job, or finds the one that this step of this run already has, and tells the listener how it stands; from then on of each change.
     * A later call for the same job replaces the listener. The listener may hear before the job is durable: what is written because of that is
     * durable only after the job.
     *
     * @return completes when the job is durable, with its id: the earlier one where there was one
     */
    CompletableFuture<JobId> request(JobRequest request, JobListener listener);

    /** The job is done with: its lease is released and its agent cleans up. Unknown and ended jobs are fine. */
    void release(JobId job);

    /** Stops a job: a queued one leaves the queue, a leased one is ended on its agent. The listener hears {@link JobListener#ended}. */
    void abort(JobId job, String reason);

    /** The valid lease of a job; empty where it has none now. */
    Optional<Lease> lease(JobId job);

    /** What a job waits for and what would start it; empty where it does not wait. */
    CompletableFuture<Optional<String>> why(JobId job);

    /** Jobs that wait, first ones first. */
    List<WaitingJob> waiting();

    /** What the agents that are there have for jobs, and what those leave of it. */
    Map<AgentId, Room> rooms();

    /** Hears how a job fares. Called in order, never at the same time for one job; must not block. */
    interface JobListener {
        /** An agent accepted the lease. */
        void granted(Lease lease);

        /** The job is over without the run having released it: lost, aborted, or the lease ended. Its lease is over for good. */
        void ended(String reason);
    }

    /**
     * A job that waits.
     *
     * @param job which
     * @param run of which run
     * @param title for people
     * @param why what it waits for and what would start it
     * @param asked since when it waits
     */
    record WaitingJob(JobId job, RunId run, String title, String why, java.time.Instant asked) {}
}
