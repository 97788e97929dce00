package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import java.util.List;

/** Where a run's messages go, in the order of the calls. Called with the run's lock held: implementations queue and return at once. */
public interface Outbox {
    /** The program made a new entry. */
    void emitted(Emitted entry);

    /** The replay is over; these steps are asked and have no outcome. */
    void live(List<Emitted> pending);

    /** The program no longer wants a step; its outcome must still come. */
    void cancel(int step, String reason);

    /** The program asked for something else than the journal holds. It stands still from here on. */
    void diverged(Diverged difference);

    /** Of a program that is only looked at: it has come as far as its journal tells, and stands still from here on. */
    default void usedUp() {
        throw new IllegalStateException("A run goes on where its journal ends");
    }
}
