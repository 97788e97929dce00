package dev.millrace.controller.explain;

import dev.millrace.controller.explain.Because.Spot;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One use of a step, from its first entry to its last.
 *
 * @param step its number
 * @param name of the step
 * @param place where it stands
 * @param arguments as journaled
 * @param block it has, or was to have, a body
 * @param asked the program waited for its outcome
 * @param begun its first entry
 * @param outcome of what was asked for
 * @param answered the entry of that
 * @param closed how a block was left
 * @param left the entry of that
 */
record Act(
        int step,
        String name,
        Place place,
        List<NamedValue> arguments,
        boolean block,
        boolean asked,
        Stamp begun,
        Optional<Outcome> outcome,
        Optional<Stamp> answered,
        Optional<Closed> closed,
        Optional<Stamp> left) {
    private static final Set<String> STAGES = Set.of("stage", "branch");
    private static final Set<String> CATCHING = Set.of("catchError", "warnError");

    /** Which entry of the journal, from 1, and when. */
    record Stamp(int entry, Instant at) {}

    Act answered(Outcome what, Stamp when) {
        return new Act(
                step, name, place, arguments, block, asked, begun, Optional.of(what), Optional.of(when), closed, left);
    }

    Act closed(Closed how, Stamp when) {
        return new Act(
                step,
                name,
                place,
                arguments,
                block,
                asked,
                begun,
                outcome,
                answered,
                Optional.of(how),
                Optional.of(when));
    }

    int parent() {
        return place.getParent();
    }

    Spot spot() {
        return new Spot(place.getFile(), place.getLine());
    }

    /** A stage, or a branch of parallel. */
    boolean stage() {
        return block && STAGES.contains(name);
    }

    /** What fails in it is caught by it. */
    boolean catching() {
        return block && CATCHING.contains(name);
    }

    /** A line of the engine's own in the log, not of the pipeline. */
    boolean plain() {
        return name.equals("echo") && text("plain").equals("true");
    }

    String text(String argument) {
        return Words.text(arguments, argument);
    }

    /** Its last entry; empty while it goes on. What is only noted ends as it begins. */
    Optional<Stamp> end() {
        if (left.isPresent()) {
            return left;
        }
        return asked ? answered.filter(_ -> !block || failed()) : block ? Optional.empty() : Optional.of(begun);
    }

    Optional<Duration> took() {
        return end().map(end -> Duration.between(begun.at(), end.at()));
    }

    /** An exception came from it. */
    boolean failed() {
        return failure().isPresent();
    }

    /** The message of the exception that came from it; empty where none did. */
    Optional<String> failure() {
        if (name.equals("error") && !asked) {
            return Optional.of(text("message"));
        }
        return outcome.filter(Outcome::hasFailure)
                .map(failed -> failed.getFailure().getMessage())
                .or(() -> closed.map(Closed::getMessage).filter(message -> !message.isEmpty()));
    }
}
