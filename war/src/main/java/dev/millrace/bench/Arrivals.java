package dev.millrace.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Counts agents that are let in. Safe for use by many threads. */
final class Arrivals implements InstantAgent.JobEvents {
    private volatile CountDownLatch missing = new CountDownLatch(0);

    /** So many from now on. */
    void expect(int agents) {
        missing = new CountDownLatch(agents);
    }

    /** Waits for them; gives how many did not come in time. */
    int missing(Duration patience) throws InterruptedException {
        var awaited = missing;
        var _ = awaited.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        return Math.toIntExact(awaited.getCount());
    }

    @Override
    public void joined() {
        missing.countDown();
    }

    @Override
    public void started(String title) {}

    @Override
    public void released(String title) {}
}
