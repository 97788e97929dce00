package dev.millrace.controller.execution;

import java.util.Optional;

/**
 * How far the entries of an attached program are durable, and how far it was told so. A program may be ahead of that by a limit, which counts from
 * what it was told: it is told before it has to wait, and not at each entry. For the run's mailbox alone.
 */
final class DurableMark {
    private static final int OFTEN = 100;

    private final Attachment program;
    private final int step;
    private int reached;
    private int told;

    /**
     * Of a program that begins.
     *
     * @param limit entries that may be under way
     * @param entries that the journal has of it already
     */
    DurableMark(Attachment program, int limit, int entries) {
        this.program = program;
        this.step = Math.min(OFTEN, limit / 2);
        this.reached = entries;
        this.told = entries;
    }

    /** What is to be done once all that is recorded so far is durable; empty where nothing is new. */
    Optional<Runnable> reached(int entries) {
        if (entries <= reached) {
            return Optional.empty();
        }
        reached = entries;
        var tell = entries - told >= step;
        told = tell ? entries : told;
        return Optional.of(() -> {
            program.durable(entries);
            if (tell) {
                program.program().committed(entries);
            }
        });
    }
}
