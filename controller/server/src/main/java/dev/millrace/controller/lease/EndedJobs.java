package dev.millrace.controller.lease;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.lease.LiveJob.RunStep;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The jobs that ended last, so that a run that asks again is answered without the database. Belongs to the engine's thread. */
final class EndedJobs {
    private final int capacity;
    private final LinkedHashMap<RunStep, EndedJob> jobs = new LinkedHashMap<>();
    private long forgottenUpTo;

    /** Runs up to {@code olderRuns} are from before the start: their jobs are not known here. */
    EndedJobs(int capacity, long olderRuns) {
        this.capacity = capacity;
        this.forgottenUpTo = olderRuns;
    }

    void add(RunStep place, EndedJob job) {
        jobs.put(place, job);
        if (jobs.size() > capacity) {
            var oldest = jobs.pollFirstEntry();
            forgottenUpTo = Math.max(forgottenUpTo, oldest.getKey().run().value());
        }
    }

    Optional<EndedJob> find(RunStep place) {
        return Optional.ofNullable(jobs.get(place));
    }

    /** Whether a job of this place may have ended and is not known here. */
    boolean mayHaveForgotten(RunStep place) {
        return place.run().value() <= forgottenUpTo;
    }

    /** A job that is over. */
    record EndedJob(JobId id, String reason) {}
}
