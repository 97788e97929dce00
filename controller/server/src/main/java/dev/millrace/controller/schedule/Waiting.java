package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.QueuedJob;
import org.jspecify.annotations.Nullable;

/** A job that waits, and where it stands. */
final class Waiting extends Heap.Node {
    final QueuedJob job;
    final ProjectAccount account;
    /** Copies of what the job says, in ms since the epoch where it is a time: looked up too often to be reached through it. */
    final long since;

    final long id;
    private final long age;

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
        this.id = job.id().value();
        this.age = job.returned() ? Long.MIN_VALUE : job.asked().toEpochMilli();
    }

    @Override
    long key() {
        return age;
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
