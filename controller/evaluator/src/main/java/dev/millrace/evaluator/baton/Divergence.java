package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Diverged;

/** The program asked for something else than the journal holds. */
final class Divergence extends Exception {
    private final Diverged difference;

    Divergence(long position, String expected, String actual, Spot spot) {
        super("The journal holds " + expected + ", the program asked for " + actual);
        this.difference = Diverged.newBuilder()
                .setPosition(position)
                .setExpected(expected)
                .setActual(actual)
                .setFile(spot.file())
                .setLine(spot.line())
                .build();
    }

    Diverged difference() {
        return difference;
    }
}
