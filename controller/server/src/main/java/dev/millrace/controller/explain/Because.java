package dev.millrace.controller.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened, and what led to it.
 *
 * @param kind of what
 * @param sentence for people, without a place or a time that are fields of their own
 * @param step of the journal; 0: none
 * @param place where in the source
 * @param at when; empty where that is not known
 * @param took how long; empty where that means nothing
 * @param output last lines that a step printed
 * @param below what led to it, first things first
 */
public record Because(
        Kind kind,
        String sentence,
        int step,
        Spot place,
        Optional<Instant> at,
        Optional<Duration> took,
        List<String> output,
        List<Because> below) {
    /** What something is, for programs. */
    public enum Kind {
        /** The run as a whole. */
        RUN,
        /** A stage or a branch of {@code parallel} as a whole. */
        STAGE,
        /** What started the run. */
        STARTED,
        /** Something failed. */
        FAILED,
        /** A failure that the pipeline caught. */
        CAUGHT,
        /** Something was stopped before its end. */
        INTERRUPTED,
        /** A stage had nothing to do. */
        SKIPPED,
        /** A condition that was looked at. */
        CONDITION,
        /** Time passed until something could go on. */
        WAITED,
        /** The result became worse, though nothing failed. */
        WORSENED,
        /** The program was begun again. */
        TAKEN_UP,
        /** Something was done because of how things stood. */
        DONE
    }

    /**
     * A place in the source.
     *
     * @param file empty: the pipeline itself
     * @param line from 1; 0: not known
     */
    public record Spot(String file, int line) {
        /** Not known. */
        public static final Spot NONE = new Spot("", 0);
    }

    public Because {
        output = List.copyOf(output);
        below = List.copyOf(below);
    }

    /** A sentence and nothing else. */
    static Because of(Kind kind, String sentence) {
        return new Because(kind, sentence, 0, Spot.NONE, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** Of a step. */
    static Because of(Kind kind, String sentence, Act act) {
        return of(kind, sentence).about(act);
    }

    Because about(Act act) {
        return new Because(
                kind, sentence, act.step(), act.spot(), Optional.of(act.begun().at()), took, output, below);
    }

    Because in(String file, int line) {
        return new Because(kind, sentence, step, new Spot(file, line), at, took, output, below);
    }

    Because at(Instant when) {
        return new Because(kind, sentence, step, place, Optional.of(when), took, output, below);
    }

    Because took(Duration span) {
        return new Because(kind, sentence, step, place, at, Optional.of(span), output, below);
    }

    Because printed(List<String> lines) {
        return new Because(kind, sentence, step, place, at, took, lines, below);
    }

    Because below(List<Because> causes) {
        return new Because(kind, sentence, step, place, at, took, output, causes);
    }
}
