package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.JournalEntry;

/** The book of a program that is only looked at: nothing of it is kept, and nothing comes for it from outside. Guarded by the run's lock. */
interface ProbeBook extends Book {
    @Override
    default void committed(long entries) {
        // nothing of it is kept
    }

    @Override
    default void arrived(JournalEntry delivery) {
        // nobody sends it anything
    }

    @Override
    default boolean nothingArrived() {
        return true;
    }

    @Override
    default boolean restful() {
        return false;
    }
}
