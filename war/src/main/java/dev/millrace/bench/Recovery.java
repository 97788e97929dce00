package dev.millrace.bench;

import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.OperationRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When what was under way before a controller was killed goes on, as agents see it. Safe for use by many threads. */
final class Recovery implements HoldingAgent.Watch {
    private final Set<OperationRef> held = new HashSet<>();
    private Set<OperationRef> toTakeUp = Set.of();
    private Set<OperationRef> toAcknowledge = Set.of();
    private CountDownLatch takenUp = new CountDownLatch(0);
    private CountDownLatch acknowledged = new CountDownLatch(0);
    private final Moment lease = new Moment();
    private final Moment outcome = new Moment();
    private boolean away;

    /** When something happened for the first time since it was last awaited. */
    private static final class Moment {
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile long nanos;

        synchronized void now() {
            if (over.getCount() > 0) {
                nanos = System.nanoTime();
                over.countDown();
            }
        }

        double after(long from, Duration patience) throws InterruptedException {
            return over.await(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? (nanos - from) / 1e9
                    : Double.POSITIVE_INFINITY;
        }
    }

    /** Processes that run. */
    synchronized int held() {
        return held.size();
    }

    /** The controller is gone: all that is held now is to be taken up. */
    synchronized void away() {
        away = true;
        toTakeUp = new HashSet<>(held);
        toAcknowledge = new HashSet<>(held);
        takenUp = new CountDownLatch(toTakeUp.size());
        acknowledged = new CountDownLatch(toAcknowledge.size());
    }

    /** Seconds from a {@link System#nanoTime()} to the first lease since then that is a new one; infinite where none came. */
    double firstLease(long from, Duration patience) throws InterruptedException {
        return lease.after(from, patience);
    }

    /** The same to the first outcome of what was held that is in the journal. */
    double firstOutcome(long from, Duration patience) throws InterruptedException {
        return outcome.after(from, patience);
    }

    /** Waits until all that was held is taken up; gives how many are not. */
    long missing(Duration patience) throws InterruptedException {
        return left(takenUp(), patience);
    }

    /** Waits until the outcomes of all that was held are in the journal; gives how many are not. */
    long unacknowledged(Duration patience) throws InterruptedException {
        return left(acknowledgements(), patience);
    }

    private synchronized CountDownLatch takenUp() {
        return takenUp;
    }

    private synchronized CountDownLatch acknowledgements() {
        return acknowledged;
    }

    private static long left(CountDownLatch latch, Duration patience) throws InterruptedException {
        var _ = latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        return latch.getCount();
    }

    @Override
    public synchronized void leased(LeaseRef granted) {
        if (away) {
            lease.now();
        }
    }

    @Override
    public synchronized void begun(OperationRef operation) {
        held.add(operation);
    }

    @Override
    public synchronized void takenUp(OperationRef operation) {
        if (toTakeUp.remove(operation)) {
            takenUp.countDown();
        }
    }

    @Override
    public synchronized void acknowledged(OperationRef operation) {
        held.remove(operation);
        takenUp(operation);
        if (toAcknowledge.remove(operation)) {
            outcome.now();
            acknowledged.countDown();
        }
    }
}
