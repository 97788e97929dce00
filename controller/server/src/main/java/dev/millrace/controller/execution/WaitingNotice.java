package dev.millrace.controller.execution;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.lease.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says in a run's log why a node has no agent yet, and has it kept: once after a few seconds, and again when the reason has changed. Looks less and less
 * often, as there may be thousands that wait.
 */
final class WaitingNotice {
    private static final Duration FIRST = Duration.ofSeconds(4);
    private static final Duration SLOWEST = Duration.ofMinutes(1);
    private static final int MOST_LINES = 20;

    private final Jobs jobs;
    private final Timers timers;
    private final InstantSource clock;
    private final Waiter waiter;
    private String said = "";
    private int lines;
    private boolean over;
    private Timers.@Nullable Timer timer;

    WaitingNotice(Jobs jobs, Timers timers, InstantSource clock, Waiter waiter) {
        this.jobs = jobs;
        this.timers = timers;
        this.clock = clock;
        this.waiter = waiter;
    }

    /** Hears of it. */
    interface Waiter {
        /** A line for the run's log. */
        void say(String line);

        /** It waits for this now. */
        void waits(Instant at, String why);
    }

    /** How long to wait before looking for the next time. */
    static Duration pause(int looked) {
        var pause = FIRST.multipliedBy(1L << Math.min(looked, 5));
        return pause.compareTo(SLOWEST) < 0 ? pause : SLOWEST;
    }

    /** The line to write, where there is something new to say. */
    static Optional<String> line(String said, String why) {
        return why.isEmpty() || why.equals(said)
                ? Optional.empty()
                : Optional.of("Still waiting to schedule task: " + why + "\n");
    }

    /** The job was asked for. */
    void waiting(JobId job) {
        look(job, 0);
    }

    private synchronized void look(JobId job, int looked) {
        if (!over && lines < MOST_LINES) {
            timer = timers.at(clock.instant().plus(pause(looked)), () -> {
                var _ = jobs.why(job).thenAccept(why -> {
                    why.ifPresent(this::tell);
                    look(job, looked + 1);
                });
            });
        }
    }

    private synchronized void tell(String why) {
        if (!over) {
            line(said, why).ifPresent(line -> {
                said = why;
                lines++;
                waiter.say(line);
                waiter.waits(clock.instant(), why);
            });
        }
    }

    /** It waits no longer. */
    synchronized void over() {
        over = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
