package dev.millrace.controller.execution;

import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.Write;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The writer of a controller that dies after so many units: what it was given by then becomes durable, nothing after it, and nobody hears of it. */
final class CrashingCommit implements GroupCommit {
    private final GroupCommit real;
    private final int last;
    private final CountDownLatch crashed = new CountDownLatch(1);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private int disturbedAt = -1;
    private Runnable disturbance = () -> {};
    private int units;
    private CompletableFuture<Void> newest = CompletableFuture.completedFuture(null);

    /** @param last units that become durable */
    CrashingCommit(GroupCommit real, int last) {
        this.real = real;
        this.last = last;
    }

    @Override
    public synchronized CompletableFuture<Void> submit(List<Write<?>> unit) {
        if (dead()) {
            return new CompletableFuture<>();
        }
        units++;
        var committed = real.submit(unit);
        newest = committed;
        if (units == disturbedAt) {
            var _ = committed.thenRunAsync(disturbance, Thread::startVirtualThread);
        }
        if (units >= last) {
            crash();
            return new CompletableFuture<>();
        }
        var told = new CompletableFuture<Void>();
        var _ = committed.whenComplete((_, failure) -> {
            listeners.forEach(Thread::startVirtualThread);
            if (!dead()) {
                if (failure == null) {
                    told.complete(null);
                } else {
                    told.completeExceptionally(failure);
                }
            }
        });
        return told;
    }

    /** What to do, on a thread of its own, when a unit has become durable. */
    void afterEach(Runnable action) {
        listeners.add(action);
    }

    /** What to do, on a thread of its own, when so many units were handed over. */
    void atUnit(int count, Runnable action) {
        disturbedAt = count;
        disturbance = action;
    }

    void crash() {
        crashed.countDown();
    }

    boolean dead() {
        return crashed.getCount() == 0;
    }

    void awaitCrash() throws InterruptedException {
        crashed.await();
    }

    /** All that it was given is durable. */
    synchronized void settle() {
        newest.join();
    }

    synchronized int units() {
        return units;
    }
}
