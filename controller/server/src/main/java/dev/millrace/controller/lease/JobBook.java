package dev.millrace.controller.lease;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.lease.EndedJobs.EndedJob;
import dev.millrace.controller.lease.LiveJob.RunStep;
import dev.millrace.controller.schedule.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs that are not over, and those that ended last. Belongs to the engine's thread. */
final class JobBook {
    private static final int ENDED_JOBS = 100_000;

    private final Map<JobId, LiveJob> jobs = new HashMap<>();
    private final Map<RunStep, LiveJob> byPlace = new HashMap<>();
    private final EndedJobs ended;

    /** Runs up to {@code olderRuns} are from before the start: what ended of them is not known here. */
    JobBook(long olderRuns) {
        this.ended = new EndedJobs(ENDED_JOBS, olderRuns);
    }

    void add(LiveJob job) {
        jobs.put(job.request.id(), job);
        byPlace.put(job.place(), job);
    }

    /** It is over. */
    void end(LiveJob job, String reason) {
        jobs.remove(job.request.id());
        byPlace.remove(job.place());
        ended.add(job.place(), new EndedJob(job.request.id(), reason));
    }

    Optional<LiveJob> find(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Optional<LiveJob> find(RunStep place) {
        return Optional.ofNullable(byPlace.get(place));
    }

    /** The job that a lease is for, while that is the job's valid one. */
    Optional<LiveJob> owner(LiveLease lease) {
        return find(lease.key.job()).filter(job -> job.lease == lease);
    }

    EndedJobs ended() {
        return ended;
    }

    /** Those among them that are open, as people see them, in the same order. */
    List<Jobs.WaitingJob> waiting(List<Place> places) {
        return places.stream()
                .flatMap(place -> find(place.job().id()).stream()
                        .map(job -> new Jobs.WaitingJob(
                                job.request.id(),
                                job.request.run(),
                                job.request.title(),
                                place.text(),
                                job.request.asked())))
                .toList();
    }
}
