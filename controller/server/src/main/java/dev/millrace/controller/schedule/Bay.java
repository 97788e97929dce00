package dev.millrace.controller.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The agents of a pool that a job of one load can start on now, the best first. */
final class Bay {
    final Pool pool;
    final Load load;
    final TreeSet<Seat> seats;
    final List<Link> links = new ArrayList<>();
    /** The first of its seats; null: it is closed. */
    @Nullable
    Seat best;

    Bay(Pool pool, Load load) {
        this.pool = pool;
        this.load = load;
        this.seats = new TreeSet<>(pool.packed ? Seat.PACK : Seat.SPREAD);
        for (var seat : pool.seats) {
            consider(seat);
        }
        best = seats.isEmpty() ? null : seats.first();
    }

    void consider(Seat seat) {
        if (seat.fits(load)) {
            seats.add(seat);
        }
    }

    boolean isOpen() {
        return best != null;
    }

    /** After its seats changed; true where it opened or closed. */
    boolean settled() {
        boolean wasOpen = isOpen();
        best = seats.isEmpty() ? null : seats.first();
        return wasOpen != isOpen();
    }
}
