package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.JournalEntry;

/** The program asked for something else than the journal holds. */
final class Divergence extends Exception {
    private static final long serialVersionUID = 1;

    private final long position;
    private final String expected;
    private final String actual;
    private final Spot spot;

    Divergence(long position, String expected, String actual, Spot spot) {
        super("The journal holds " + expected + ", the program asked for " + actual);
        this.position = position;
        this.expected = expected;
        this.actual = actual;
        this.spot = spot;
    }

    /** The same, where the program stands: it does not look for that while all is the same. */
    Divergence at(JournalEntry entry, Spot place) {
        return spot.line() > 0 || place.line() == 0
                ? this
                : new Divergence(position, expected, Words.of(Entries.at(entry, place)), place);
    }

    Diverged difference() {
        return Diverged.newBuilder()
                .setPosition(position)
                .setExpected(expected)
                .setActual(actual)
                .setFile(spot.file())
                .setLine(spot.line())
                .build();
    }
}
