package dev.millrace.controller.schedule;

import org.jspecify.annotations.Nullable;

/** Which agent takes a job: one that is warm for it, else the best of its pools. */
final class Choice {
    /** So many open pools are compared; to take the better of a few is nearly as even as to take the best of all. */
    private static final int COMPARED = 16;

    private final Board board;
    final Warmth warmth = new Warmth();

    Choice(Board board) {
        this.board = board;
    }

    /** For a shape that has an open pool. */
    Seat of(Shape shape, Waiting job) {
        var best = shape.open.getFirst().bay.best;
        if (best != null
                && shape.open.size() == 1
                && shape.open.getFirst().bay.seats.size() == 1) {
            return best;
        }
        for (var agent : warmth.agents(job)) {
            var seat = board.find(agent);
            if (seat != null && seat.fits(shape.load) && shape.links.containsKey(seat.pool)) {
                return seat;
            }
        }
        for (int i = 1; i < Math.min(COMPARED, shape.open.size()); i++) {
            var seat = shape.open.get(i).bay.best;
            if (best == null || (seat != null && Seat.SPREAD.compare(seat, best) < 0)) {
                best = seat;
            }
        }
        if (best == null) {
            throw new IllegalStateException("No open pool for '%s'".formatted(shape.labels));
        }
        return best;
    }

    /** In one pool, where it has an agent with room; null: it has none. */
    static @Nullable Seat in(Pool pool, Shape shape) {
        var link = shape.links.get(pool);
        return link == null ? null : link.bay.best;
    }
}
