package dev.millrace.controller.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers of the machine's clock, on one thread. Once closed it takes them and does nothing: what they are for is in the journal. */
final class ClockTimers implements Timers, AutoCloseable {
    private final ScheduledThreadPoolExecutor thread;
    private final InstantSource clock;

    ClockTimers(InstantSource clock) {
        this.clock = clock;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("run-timers").factory(), new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Timer at(Instant due, Runnable action) {
        var delay = Math.max(0, Duration.between(clock.instant(), due).toMillis());
        var future = thread.schedule(action, delay, TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Timer after(Instant begun, Duration span, Runnable action) {
        var now = clock.instant();
        return at(begun.isAfter(now) ? now.plus(span) : begun.plus(span), action);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
