package dev.millrace.controller.restart;

import dev.millrace.wire.proto.JournalEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a run's journal that another attempt begins with: all that does not follow from certain steps. What other branches did meanwhile is
 * kept. The result is the journal of a run in which the answers to those steps have not come yet, so replaying it is exact as long as branches do not share variables; where
 * they do, the replay finds a difference and says so.
 *
 * @param entries in order, with steps and branches numbered anew, since a program numbers them as it goes
 * @param first where in them the first of those steps, or what led to it, stands
 * @param steps numbers of the steps that are kept: old to new
 */
public record Fork(List<JournalEntry> entries, int first, Map<Integer, Integer> steps) {
    public Fork {
        entries = List.copyOf(entries);
        steps = Map.copyOf(steps);
    }

    /**
     * Cuts a journal before steps.
     *
     * @param journal of the attempt that is forked, from its beginning
     * @param from ids of steps, stages or branches that are to be done again; at least one that the journal has
     * @throws NoSuchStep the journal has none of this number
     */
    public static Fork before(List<JournalEntry> journal, Set<Integer> from) {
        var cut = new Cut(from);
        var writers = Writers.of(journal);
        var kept = new ArrayList<JournalEntry>();
        var first = -1;
        for (var index = 0; index < journal.size(); index++) {
            var entry = journal.get(index);
            if (cut.keeps(entry, writers.get(index))) {
                kept.add(entry);
                if (first < 0 && cut.begun()) {
                    first = kept.size() - 1;
                }
            }
        }
        var missing = new HashSet<>(from);
        missing.removeAll(cut.met());
        if (!missing.isEmpty()) {
            throw new NoSuchStep(missing.stream().sorted().toList());
        }
        var numbers = new Numbers();
        return new Fork(kept.stream().map(numbers::anew).toList(), first, numbers.steps());
    }

    /** The journal has no such step, or not any more: what comes before it is done again too. */
    public static final class NoSuchStep extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoSuchStep(List<Integer> steps) {
            super("There is no step " + steps.stream().map(String::valueOf).reduce((a, b) -> a + ", " + b).orElse(""));
        }
    }
}
