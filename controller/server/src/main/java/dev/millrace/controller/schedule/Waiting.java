package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.QueuedJob;
import org.jspecify.annotations.Nullable;

/** A job that waits, and where it stands. */
final class Waiting extends Heap.Node {
    final QueuedJob job;
    final ProjectAccount account;
    /** Of the job, in ms since the epoch: looked up too often to be reached through it. */
    final long since;

    Stage stage = Stage.QUIET;

    /** Where it stands in line; null: not yet, or not any more. */
    @Nullable
    Lane lane;

    /** An agent that is kept free for it. */
    @Nullable
    Hold hold;

    Waiting(QueuedJob job, ProjectAccount account) {
        this.job = job;
        this.account = account;
        this.since = job.since().toEpochMilli();
    }

    @Override
    long key() {
        return job.returned() ? Long.MIN_VALUE : job.asked().toEpochMilli();
    }

    /** What keeps it out of line. */
    enum Stage {
        /** Its quiet period. */
        QUIET,
        /** Those before it in its group. */
        GROUP,
        /** Nothing: it is in line. */
        LINE,
        /** It was asked to end. */
        EVICTED
    }
}
