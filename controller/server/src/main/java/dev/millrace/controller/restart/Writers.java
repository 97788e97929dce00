package dev.millrace.controller.restart;

import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which branch each entry of a journal belongs to. Entries of the program are in the order in which it wrote them, and a branch that has the baton
 * keeps it until it waits: so a value that was handed out belongs to whoever writes next.
 */
final class Writers {
    /** Of an entry that belongs to no branch. */
    static final int NOBODY = -1;

    private final Map<Integer, Integer> branches = new HashMap<>();

    private Writers() {}

    /** One for each entry, in order; {@link #NOBODY} for what concerns the whole run. */
    static List<Integer> of(List<JournalEntry> journal) {
        var writers = new Writers();
        var found = new ArrayList<Integer>(journal.size());
        journal.forEach(entry -> found.add(writers.writer(entry)));
        var next = 0;
        for (var index = journal.size() - 1; index >= 0; index--) {
            var entry = journal.get(index);
            if (entry.hasHandedOut()) {
                found.set(index, next);
            } else if (entry.hasAsked() || entry.hasNoted() || entry.hasClosed()) {
                next = found.get(index);
            }
        }
        return found;
    }

    private int writer(JournalEntry entry) {
        return switch (entry.getBodyCase()) {
            case ASKED -> known(entry.getAsked().getStep(), entry.getAsked().getPlace());
            case NOTED -> known(entry.getNoted().getStep(), entry.getNoted().getPlace());
            case CLOSED -> branches.getOrDefault(entry.getClosed().getStep(), NOBODY);
            case OUTCOME -> branches.getOrDefault(entry.getOutcome().getStep(), NOBODY);
            case HANDED_OUT, BEGAN, RESTED, SIGNAL, ENDED, BODY_NOT_SET -> NOBODY;
        };
    }

    private int known(int step, Place place) {
        branches.put(step, place.getBranch());
        return place.getBranch();
    }
}
