package dev.millrace.bench;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.queue.QueuedJob;
import dev.millrace.controller.queue.Resources;
import java.util.LinkedHashMap;
import java.util.Map;

/** An organization, and what happened to it. */
final class FairMember {
    final long id;
    final String name;
    final int weight;
    final FairHouse.Habit habit;
    final Resources needs;
    int running;
    long jobSeconds;
    int started;
    long longestWait;
    /** Longest time in which it had a job waiting and none started. */
    long longestAtHead;

    private final Map<JobId, QueuedJob> waiting = new LinkedHashMap<>();
    private long lastStart;

    FairMember(long id, String name, int weight, FairHouse.Habit habit, Resources needs) {
        this.id = id;
        this.name = name;
        this.weight = weight;
        this.habit = habit;
        this.needs = needs;
    }

    int waiting() {
        return waiting.size();
    }

    void asked(QueuedJob job) {
        waiting.put(job.id(), job);
    }

    void started(QueuedJob job, long second) {
        waited(job, second);
        waiting.remove(job.id());
        lastStart = second;
        running++;
        started++;
    }

    /** The end of time: what waits has waited until now. */
    void closed(long second) {
        waiting.values().stream().findFirst().ifPresent(oldest -> waited(oldest, second));
    }

    private void waited(QueuedJob job, long second) {
        long asked = job.asked().getEpochSecond();
        longestWait = Math.max(longestWait, second - asked);
        var oldest = waiting.values().iterator().next().asked().getEpochSecond();
        longestAtHead = Math.max(longestAtHead, second - Math.max(oldest, lastStart));
    }
}
