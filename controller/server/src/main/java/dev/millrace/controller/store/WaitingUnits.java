package dev.millrace.controller.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Units on their way to disk, in order of submission, bounded by rows and by weight; those that are being written count until they are settled. A
 * full queue makes whoever submits wait.
 */
final class WaitingUnits {
    /**
     * How much.
     *
     * @param rows count
     * @param weight bytes
     */
    record Limit(long rows, long weight) {
        boolean allows(long moreRows, long moreWeight) {
            return moreRows <= rows && moreWeight <= weight;
        }
    }

    private final Limit all;
    private final Limit group;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<Unit> units = new ArrayDeque<>();
    private long rows;
    private long weight;
    private @Nullable RuntimeException end;

    WaitingUnits(Limit all, Limit group) {
        this.all = all;
        this.group = group;
    }

    /** Adds a unit, after waiting for room; {@code urgent} does not wait. Fails it at once where the writer has ended. */
    void add(Unit unit, boolean urgent) {
        lock.lock();
        try {
            while (end == null && !urgent && rows > 0 && !all.allows(rows + unit.rows(), weight + unit.weight())) {
                room.await();
            }
            if (end != null) {
                unit.done().completeExceptionally(end);
                return;
            }
            units.add(unit);
            rows += unit.rows();
            weight += unit.weight();
            work.signal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for room; the unit was not taken", e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for units and takes as many as make a group; none once ended. */
    List<Unit> take() throws InterruptedException {
        lock.lock();
        try {
            while (units.isEmpty() && end == null) {
                work.await();
            }
            var taken = new ArrayList<Unit>();
            var takenRows = 0L;
            var takenWeight = 0L;
            for (var unit = units.peek(); unit != null; unit = units.peek()) {
                takenRows += unit.rows();
                takenWeight += unit.weight();
                if (!taken.isEmpty() && !group.allows(takenRows, takenWeight)) {
                    break;
                }
                taken.add(units.remove());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Makes room again. */
    void settled(List<Unit> group) {
        lock.lock();
        try {
            for (var unit : group) {
                rows -= unit.rows();
                weight -= unit.weight();
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more units: what comes from now on fails with this. What waits can still be taken. */
    void end(RuntimeException because) {
        lock.lock();
        try {
            if (end == null) {
                end = because;
            }
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
