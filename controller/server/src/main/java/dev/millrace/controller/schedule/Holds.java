package dev.millrace.controller.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps agents free for large jobs that are overdue; one in a pool at a time, so that the others go on. */
final class Holds {
    /** Soonest free, as far as can be told. */
    private static final Comparator<Seat> SOONEST =
            Comparator.comparingInt(Seat::running).thenComparingLong(seat -> seat.agent.value());

    private static final int LOOKS = 64;

    private final Board board;
    private final Duration ageing;
    private final ArrayDeque<Hold> roomy = new ArrayDeque<>();
    private Instant nextLook = Instant.MIN;

    Holds(Board board, Duration ageing) {
        this.board = board;
        this.ageing = ageing;
    }

    /** For the overdue jobs that have none. Looks at all shapes, a few times while a job becomes overdue, and at the agents of those it finds. */
    void place(Instant now) {
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(ageing.dividedBy(LOOKS));
        var before = now.minus(ageing);
        for (var shape : board.shapes()) {
            var due = shape.hungry() ? shape.overdue(before) : null;
            if (due != null) {
                soonest(shape).ifPresent(seat -> place(due.lane().first(), shape, seat));
            }
        }
    }

    private static Optional<Seat> soonest(Shape shape) {
        return shape.links.keySet().stream()
                .filter(pool -> pool.hold == null)
                .flatMap(pool -> pool.seats.stream())
                .filter(seat -> seat.available() && seat.couldHave(shape.load))
                .min(SOONEST);
    }

    private void place(Waiting job, Shape shape, Seat seat) {
        var pool = seat.pool;
        if (pool == null) {
            throw new IllegalStateException("An agent of a pool that is in none: " + seat.agent);
        }
        var hold = new Hold(job, seat, pool);
        shape.hold = hold;
        job.hold = hold;
        pool.hold = hold;
        board.change(seat, () -> seat.hold = hold);
    }

    /** A seat changed. */
    void changed(Seat seat) {
        var hold = seat.hold;
        if (hold == null) {
            return;
        }
        if (!seat.available() || seat.pool != hold.pool()) {
            release(hold);
        } else if (hold.job().lane != null && seat.hasRoom(hold.job().lane.shape().load)) {
            roomy.add(hold);
        }
    }

    /** The next whose agent has room; it holds no more. */
    @Nullable
    Hold next() {
        while (!roomy.isEmpty()) {
            var hold = roomy.poll();
            if (hold.equals(hold.job().hold)) {
                release(hold);
                return hold;
            }
        }
        return null;
    }

    /** The job starts, or waits no more. To be called while it is in its lane. */
    void release(Waiting job) {
        if (job.hold != null) {
            release(job.hold);
        }
    }

    private void release(Hold hold) {
        var seat = hold.seat();
        var lane = hold.job().lane;
        hold.job().hold = null;
        hold.pool().hold = null;
        board.change(seat, () -> seat.hold = null);
        if (lane != null) {
            lane.shape().hold = null;
        }
    }
}
