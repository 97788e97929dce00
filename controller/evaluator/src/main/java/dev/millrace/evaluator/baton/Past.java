package dev.millrace.evaluator.baton;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A journal by branch: what each of them wrote, in its order, and what came for the program. Entries are named by their place in the journal, from 0.
 * A value that was handed out belongs to the branch that writes next: it has the baton until it waits.
 */
final class Past {
    private static final String BRANCH = "branch";

    private final List<JournalEntry> journal;
    private final Map<Integer, Deque<Integer>> written = new HashMap<>();
    private final Map<Integer, List<Integer>> begun = new HashMap<>();
    private final Deque<Integer> deliveries = new ArrayDeque<>();
    private final Map<Integer, Integer> branchOfBlock = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    Past(List<JournalEntry> journal) {
        this.journal = List.copyOf(journal);
        var branches = new HashSet<>(Set.of(0));
        var handedOut = new ArrayList<Integer>();
        for (var index = 0; index < journal.size(); index++) {
            var entry = journal.get(index);
            switch (entry.getBodyCase()) {
                case ASKED -> {
                    var asked = entry.getAsked();
                    names.put(asked.getStep(), Words.step(asked.getName(), asked.getArgumentsList()));
                    begins(asked.getStep(), asked.getPlace(), index, handedOut);
                }
                case NOTED -> {
                    var noted = entry.getNoted();
                    names.put(noted.getStep(), Words.step(noted.getName(), noted.getArgumentsList()));
                    if (beginsBranch(noted) && branches.add(noted.getPlace().getBranch())) {
                        branchOfBlock.put(noted.getStep(), noted.getPlace().getBranch());
                        begun.computeIfAbsent(noted.getPlace().getParent(), _ -> new ArrayList<>())
                                .add(index);
                        flush(branchOfBlock.getOrDefault(noted.getPlace().getParent(), 0), handedOut);
                    } else {
                        begins(noted.getStep(), noted.getPlace(), index, handedOut);
                    }
                }
                case CLOSED ->
                    writes(branchOfBlock.getOrDefault(entry.getClosed().getStep(), 0), index, handedOut);
                case HANDED_OUT -> handedOut.add(index);
                case ENDED -> writes(0, index, handedOut);
                case OUTCOME, SIGNAL -> deliveries.add(index);
                case BEGAN, RESTED, BODY_NOT_SET -> {}
            }
        }
    }

    private void begins(int step, Place place, int index, List<Integer> handedOut) {
        branchOfBlock.put(step, place.getBranch());
        writes(place.getBranch(), index, handedOut);
    }

    private void writes(int branch, int index, List<Integer> handedOut) {
        flush(branch, handedOut);
        of(branch).add(index);
    }

    private void flush(int branch, List<Integer> handedOut) {
        of(branch).addAll(handedOut);
        handedOut.clear();
    }

    private Deque<Integer> of(int branch) {
        return written.computeIfAbsent(branch, _ -> new ArrayDeque<>());
    }

    /** The entry is the first of a branch, and written by the one that makes it. */
    static boolean beginsBranch(Noted noted) {
        return noted.getBlock() && noted.getName().equals(BRANCH);
    }

    JournalEntry entry(int index) {
        return journal.get(index);
    }

    /** What a branch wrote, oldest first; the caller takes from it. */
    Deque<Integer> lineOf(int branch) {
        return of(branch);
    }

    /** Takes a branch of a block that has this digest, and that was not taken. */
    Optional<Integer> takeBranch(int block, ByteString digest) {
        var candidates = begun.getOrDefault(block, List.of());
        var found = candidates.stream()
                .filter(index -> entry(index).getNoted().getDigest().equals(digest))
                .findFirst();
        found.ifPresent(candidates::remove);
        return found;
    }

    /** The first branch of a block that was not taken. */
    Optional<Integer> untaken(int block) {
        return begun.getOrDefault(block, List.of()).stream().findFirst();
    }

    /** What came for the program next. */
    Optional<Integer> nextDelivery() {
        return Optional.ofNullable(deliveries.poll());
    }

    /** A step in words. */
    String name(int step) {
        return names.getOrDefault(step, "block " + step);
    }
}
