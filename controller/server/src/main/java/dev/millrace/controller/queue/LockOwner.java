package dev.millrace.controller.queue;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.RunId;

/** Who holds locks or waits for them; each once. */
public sealed interface LockOwner {
    /** A job, from its lease to its end. */
    record OfJob(JobId job) implements LockOwner {}

    /** A {@code lock} step of a run, while its body runs. */
    record OfStep(RunId run, int step) implements LockOwner {}
}
