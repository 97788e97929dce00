package dev.millrace.controller.execution;

import dev.millrace.wire.proto.JournalEntry;
import java.util.List;
import java.util.OptionalInt;

/**
 * Versions of what pipelines mean: how the engine turns a program into entries of a journal. A run keeps the one that it began with, however often it is
 * taken up and by whichever release; an attempt that is forked from another keeps that one's. A change that would make an old journal differ from what its
 * program writes needs a new number, and the evaluator goes on to know the old one.
 */
final class Semantics {
    /** Of new runs. */
    static final int NEWEST = 1;

    private Semantics() {}

    /** What a run is pinned to, by its journal: empty before it first began. */
    static OptionalInt pinned(List<JournalEntry> journal) {
        return journal.stream()
                .filter(JournalEntry::hasBegan)
                .mapToInt(entry -> Math.max(1, entry.getBegan().getSemantics()))
                .findFirst();
    }
}
