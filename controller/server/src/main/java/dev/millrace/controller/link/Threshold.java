package dev.millrace.controller.link;

import java.util.function.Consumer;

/**
 * How many connections are let in at a time, from their first byte to the answer to their hello. Beyond that no more are accepted: they wait in the
 * kernel, where they cost nothing, instead of all being served so slowly that all of them give up. Each may hold its place for a while only, so that
 * those which say nothing keep nobody out. Safe for use by many threads.
 */
final class Threshold {
    private final int most;
    private final Consumer<Boolean> accepting;
    private int inside;
    private boolean open = true;

    /** @param accepting is told to stop and to go on */
    Threshold(int most, Consumer<Boolean> accepting) {
        this.most = most;
        this.accepting = accepting;
    }

    /** A connection was accepted. */
    Place enter() {
        return new Place();
    }

    private synchronized void count(int change) {
        inside += change;
        boolean room = inside < most;
        if (room != open) {
            open = room;
            accepting.accept(room);
        }
    }

    /** Of one connection. */
    final class Place {
        private boolean held = true;

        private Place() {
            count(1);
        }

        /** It is in, or gone, or too slow. Calls after the first change nothing. */
        void leave() {
            synchronized (this) {
                if (!held) {
                    return;
                }
                held = false;
            }
            count(-1);
        }
    }
}
