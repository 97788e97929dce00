package dev.millrace.evaluator.baton;

import java.util.Deque;

/** One branch of an edited program beside what the branch of the journal wrote that it follows. Guarded by the run's lock. */
final class Line {
    /** How far it follows. */
    enum State {
        /** It writes what the journal holds. */
        SAME,
        /** So it does, and gets no answers any more: what it waits for is to be done again. */
        AGAIN,
        /** It writes something else. */
        OTHER
    }

    /** Entries of the journal that it has not written yet. */
    final Deque<Integer> left;

    State state;

    Line(Deque<Integer> left, State state) {
        this.left = left;
        this.state = state;
    }
}
