package dev.millrace.controller.restart;

import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.StepFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides, entry after entry, what follows from the steps that are to be done again. From such a step on its branch gets no answers; what it still
 * writes before it waits for one is kept, for the program will write it again by itself. A branch without answers is stuck, and so is the one that waits for it.
 */
final class Cut {
    private final Set<Integer> from;
    private final Set<Integer> met = new HashSet<>();
    /** Branches that get no more answers. */
    private final Set<Integer> silent = new HashSet<>();
    /** Branches of which nothing more is kept. */
    private final Set<Integer> stuck = new HashSet<>();
    /** Steps that are not kept. */
    private final Set<Integer> dropped = new HashSet<>();

    private final Map<Integer, Integer> branchOfBlock = new HashMap<>();
    private final Map<Integer, Integer> parents = new HashMap<>();
    private @Nullable JournalEntry lastWritten;

    Cut(Set<Integer> from) {
        this.from = Set.copyOf(from);
        parents.put(0, Writers.NOBODY);
    }

    /** Steps to be done again that were met. */
    Set<Integer> met() {
        return met;
    }

    /** At least one was met. */
    boolean begun() {
        return !met.isEmpty();
    }

    /** @param branch whose entry it is */
    boolean keeps(JournalEntry entry, int branch) {
        return switch (entry.getBodyCase()) {
            case ASKED ->
                writes(entry, entry.getAsked().getStep(), entry.getAsked().getPlace());
            case NOTED ->
                writes(entry, entry.getNoted().getStep(), entry.getNoted().getPlace());
            case CLOSED, HANDED_OUT -> {
                var keeps = !stuck.contains(branch);
                lastWritten = entry.hasClosed() ? entry : lastWritten;
                yield keeps;
            }
            case OUTCOME -> answers(entry, branch);
            // what stopped the run, or ran out of time, after that is not to stop the next attempt
            case SIGNAL -> !begun();
            case BEGAN, RESTED, ENDED, BODY_NOT_SET -> false;
        };
    }

    private boolean writes(JournalEntry entry, int step, Place place) {
        var branch = place.getBranch();
        if (!parents.containsKey(branch)) {
            begin(branch, place);
        }
        lastWritten = entry;
        branchOfBlock.put(step, branch);
        if (from.contains(step)) {
            met.add(step);
            silent.add(branch);
        }
        if (stuck.contains(branch)) {
            dropped.add(step);
            return false;
        }
        return true;
    }

    /** A branch begins as the one that begins it is: the one around it, or, in a graph, one beside it that has just ended. */
    private void begin(int branch, Place place) {
        int around = branchOfBlock.getOrDefault(place.getParent(), 0);
        parents.put(branch, around);
        var maker = around;
        if (lastWritten != null && lastWritten.hasClosed()) {
            int ended = branchOfBlock.getOrDefault(lastWritten.getClosed().getStep(), around);
            maker = ended != around && parents.getOrDefault(ended, Writers.NOBODY) == around ? ended : around;
        }
        if (silent.contains(maker)) {
            silent.add(branch);
        }
        if (stuck.contains(maker)) {
            stuck.add(branch);
        }
    }

    private boolean answers(JournalEntry entry, int branch) {
        var outcome = entry.getOutcome();
        if (dropped.contains(outcome.getStep()) || stuck.contains(branch)) {
            return false;
        }
        // a branch that was stopped because another one failed is done again with it
        var stopped = begun() && outcome.hasFailure() && outcome.getFailure().getKind() == StepFailure.Kind.INTERRUPTED;
        if (silent.contains(branch) || stopped) {
            stick(branch);
            return false;
        }
        return true;
    }

    private void stick(int branch) {
        for (int at = branch; at != Writers.NOBODY && stuck.add(at); ) {
            at = parents.getOrDefault(at, Writers.NOBODY);
        }
    }
}
