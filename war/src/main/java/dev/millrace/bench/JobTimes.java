package dev.millrace.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What happens to jobs, seen from outside: when each was triggered and started, and how many are under way, of which there is a limit. So a controller
 * that cannot keep up is asked for no more than it does, and its queue does not grow. Safe for use by many threads.
 */
final class JobTimes implements InstantAgent.JobEvents {
    private final Semaphore room;
    private final int limit;
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Map<String, Long> triggered = new ConcurrentHashMap<>();
    private final Queue<Double> answered = new ConcurrentLinkedQueue<>();

    /** @param limit jobs under way at most */
    JobTimes(int limit) {
        this.limit = limit;
        this.room = new Semaphore(limit);
    }

    /** Waits until one more may be triggered; false where there is no room for so long. */
    boolean admit(long millis) throws InterruptedException {
        return room.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    /** A job was accepted, whose request was sent and answered at these {@link System#nanoTime()}s. */
    void triggered(String title, long sentNanos, long answeredNanos) {
        triggered.put(title, sentNanos);
        answered.add((answeredNanos - sentNanos) / 1e6);
    }

    /** Milliseconds from the request to its answer, of all. */
    List<Double> answers() {
        return List.copyOf(answered);
    }

    @Override
    public void started(String title) {
        started.put(title, System.nanoTime());
    }

    @Override
    public void released(String title) {
        room.release();
    }

    @Override
    public void joined() {}

    /** Jobs that are triggered, or about to be, and not given back. */
    int underWay() {
        return limit - room.availablePermits();
    }

    /** How many were accepted. */
    int accepted() {
        return triggered.size();
    }

    /** Milliseconds from the request to the start, of jobs that were triggered in this time. */
    List<Double> waits(long fromNanos, long toNanos) {
        var waits = new ArrayList<Double>();
        triggered.forEach((title, sent) -> {
            var start = started.get(title);
            if (start != null && sent - fromNanos >= 0 && sent - toNanos < 0) {
                waits.add((start - sent) / 1e6);
            }
        });
        return waits;
    }
}
