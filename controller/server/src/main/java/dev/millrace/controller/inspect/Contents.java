package dev.millrace.controller.inspect;

import dev.millrace.controller.explain.Calls;
import dev.millrace.controller.inspect.Inspections.Line;
import dev.millrace.controller.inspect.Inspections.Spot;
import dev.millrace.controller.inspect.Inspections.Step;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A journal in words. Pure. */
final class Contents {
    private final List<JournalEntry> journal;
    private final Map<Integer, Known> steps = new HashMap<>();
    private final Map<Integer, String> branches = new HashMap<>();

    private record Known(int position, int branch, String words, Spot spot) {}

    Contents(List<JournalEntry> journal) {
        this.journal = journal;
        for (var i = 0; i < journal.size(); i++) {
            var entry = journal.get(i);
            if (entry.hasAsked()) {
                var asked = entry.getAsked();
                know(i, asked.getStep(), asked.getName(), asked.getArgumentsList(), asked.getBlock(), asked.getPlace());
            } else if (entry.hasNoted()) {
                var noted = entry.getNoted();
                know(i, noted.getStep(), noted.getName(), noted.getArgumentsList(), noted.getBlock(), noted.getPlace());
                if (noted.getBlock() && noted.getName().equals("branch")) {
                    branches.putIfAbsent(
                            noted.getPlace().getBranch(),
                            noted.getArgumentsList().stream()
                                    .findFirst()
                                    .map(name -> name.getValue().getText())
                                    .orElse(""));
                }
            }
        }
    }

    private void know(int index, int step, String name, List<NamedValue> arguments, boolean block, Place place) {
        steps.put(
                step,
                new Known(
                        index + 1,
                        place.getBranch(),
                        Calls.of(name, arguments, block),
                        new Spot(place.getFile(), place.getLine())));
    }

    int length() {
        return journal.size();
    }

    /** Where a step began; empty where there is none. */
    Optional<Integer> position(int step) {
        return Optional.ofNullable(steps.get(step)).map(Known::position);
    }

    Step step(int number) {
        var known = known(number);
        return new Step(number, known.words(), known.spot());
    }

    /** Empty: the main one. */
    String branch(int number) {
        return branches.getOrDefault(number, "");
    }

    private Known known(int step) {
        return steps.getOrDefault(step, new Known(0, 0, "step " + step, new Spot("", 0)));
    }

    Line line(int position) {
        var entry = journal.get(position - 1);
        return switch (entry.getBodyCase()) {
            case BEGAN -> began(position, entry);
            case ASKED -> of(position, entry, "asked", entry.getAsked().getStep(), "");
            case NOTED -> of(position, entry, "noted", entry.getNoted().getStep(), "");
            case CLOSED -> {
                var closed = entry.getClosed();
                var message = closed.getMessage().isEmpty() ? "" : ": " + closed.getMessage();
                yield of(position, entry, "closed", closed.getStep(), " ended " + name(closed.getResult()) + message);
            }
            case OUTCOME -> of(position, entry, "outcome", entry.getOutcome().getStep(), outcome(entry.getOutcome()));
            case HANDED_OUT -> {
                var value = entry.getHandedOut();
                yield line(position, entry, "value", value.getKind() + " = " + Calls.told(value.getValue()));
            }
            case SIGNAL -> signal(position, entry, entry.getSignal());
            case RESTED ->
                line(position, entry, "rested", "the program left its evaluator until something comes for it");
            case ENDED ->
                line(
                        position,
                        entry,
                        "ended",
                        "the run ended " + name(entry.getEnded().getResult()));
            case BODY_NOT_SET -> line(position, entry, "unknown", "an entry of a newer release");
        };
    }

    private static Line began(int position, JournalEntry entry) {
        var began = entry.getBegan();
        var again = began.getAttempt() > 1 ? " again (%d)".formatted(began.getAttempt()) : "";
        var why = began.getWhy().isEmpty() ? "" : ": " + began.getWhy();
        return line(position, entry, "began", "the program began" + again + why);
    }

    private Line signal(int position, JournalEntry entry, Signal signal) {
        var what = switch (signal.getKind()) {
            case ABORT -> "the run is to end";
            case TIMEOUT -> "ran out of time";
            case CANCEL -> "is not wanted any more";
            case REENTERED -> "has another job now";
            case UNRECOGNIZED -> "a signal of a newer release";
        };
        var reason = signal.getReason().isEmpty() ? "" : ": " + signal.getReason();
        return signal.getStep() == 0
                ? line(position, entry, "signal", what + reason)
                : of(position, entry, "signal", signal.getStep(), " " + what + reason);
    }

    private static String outcome(Outcome outcome) {
        if (outcome.hasFailure()) {
            return " failed: " + outcome.getFailure().getMessage();
        }
        var value = Calls.told(outcome.getValue());
        return value.isEmpty() ? " is done" : " gave " + value;
    }

    private Line of(int position, JournalEntry entry, String kind, int step, String more) {
        var known = known(step);
        return new Line(position, at(entry), kind, step, known.branch(), known.words() + more, known.spot());
    }

    private static Line line(int position, JournalEntry entry, String kind, String words) {
        return new Line(position, at(entry), kind, 0, 0, words, new Spot("", 0));
    }

    private static Instant at(JournalEntry entry) {
        return Instant.ofEpochMilli(entry.getAtMillis());
    }

    private static String name(Result result) {
        return result.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
