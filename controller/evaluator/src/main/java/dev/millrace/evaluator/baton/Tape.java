package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run's history while it is replayed: what the program wrote, to compare; what came for it, to deliver. Lines are not compared: a program
 * whose text moved is the same program.
 */
final class Tape {
    private final List<JournalEntry> written = new ArrayList<>();
    private final List<JournalEntry> deliveries = new ArrayList<>();
    private final Set<Integer> answered = new HashSet<>();
    private int reached;
    private int delivered;

    Tape(List<JournalEntry> history) {
        for (var entry : history) {
            switch (entry.getBodyCase()) {
                case ASKED, NOTED, CLOSED, HANDED_OUT, ENDED -> written.add(entry);
                case OUTCOME -> {
                    answered.add(entry.getOutcome().getStep());
                    deliveries.add(entry);
                }
                case SIGNAL -> deliveries.add(entry);
                case BEGAN, RESTED, BODY_NOT_SET -> {}
            }
        }
    }

    /** How many entries the program wrote. */
    int length() {
        return written.size();
    }

    /** The program has written all that the journal holds. */
    boolean atEdge() {
        return reached == written.size();
    }

    /** The journal holds the outcome of this step. */
    boolean answers(int step) {
        return answered.contains(step);
    }

    /** The next delivery, if it is one that {@link #nextDelivery} may give. */
    Optional<JournalEntry> peekDelivery() {
        return delivered == deliveries.size() ? Optional.empty() : Optional.of(deliveries.get(delivered));
    }

    /** Takes the next delivery. */
    Optional<JournalEntry> nextDelivery() {
        var next = peekDelivery();
        delivered += next.isPresent() ? 1 : 0;
        return next;
    }

    /** Compares the program's next entry and gives the journal's own; only before the edge. */
    JournalEntry compare(JournalEntry actual, Spot spot) throws Divergence {
        var expected = written.get(reached);
        if (!same(expected, actual)) {
            throw new Divergence(reached, Words.of(expected), Words.of(actual), spot);
        }
        reached++;
        return expected;
    }

    /** What is wrong where the program waits although the journal holds more of it. */
    Divergence waits(String actual) {
        return new Divergence(reached, Words.of(written.get(reached)), actual, Spot.UNKNOWN);
    }

    /** What is wrong where the journal tells of a step that was not asked. */
    Divergence unasked(int step) {
        return waits("no step " + step + ", whose outcome the journal holds");
    }

    private static boolean same(JournalEntry expected, JournalEntry actual) {
        return expected.getBodyCase() == actual.getBodyCase()
                && switch (expected.getBodyCase()) {
                    case ASKED -> same(expected.getAsked(), actual.getAsked());
                    case NOTED -> same(expected.getNoted(), actual.getNoted());
                    case CLOSED -> same(expected.getClosed(), actual.getClosed());
                    case HANDED_OUT ->
                        expected.getHandedOut()
                                .getKind()
                                .equals(actual.getHandedOut().getKind());
                    case ENDED ->
                        expected.getEnded().getResult() == actual.getEnded().getResult();
                    case OUTCOME, SIGNAL, BEGAN, RESTED, BODY_NOT_SET -> false;
                };
    }

    private static boolean same(Asked expected, Asked actual) {
        return expected.getStep() == actual.getStep()
                && expected.getBlock() == actual.getBlock()
                && expected.getName().equals(actual.getName())
                && expected.getDigest().equals(actual.getDigest())
                && same(expected.getPlace(), actual.getPlace());
    }

    private static boolean same(Noted expected, Noted actual) {
        return expected.getStep() == actual.getStep()
                && expected.getBlock() == actual.getBlock()
                && expected.getName().equals(actual.getName())
                && expected.getDigest().equals(actual.getDigest())
                && same(expected.getPlace(), actual.getPlace());
    }

    private static boolean same(Closed expected, Closed actual) {
        return expected.getStep() == actual.getStep() && expected.getResult() == actual.getResult();
    }

    private static boolean same(Place expected, Place actual) {
        return expected.getBranch() == actual.getBranch() && expected.getParent() == actual.getParent();
    }
}
