package dev.millrace.controller.explain;

import dev.millrace.wire.proto.NamedValue;
import java.time.Duration;
import java.util.List;

/** Parts of sentences. */
final class Words {
    private static final int LONGEST_MESSAGE = 300;

    private Words() {}

    /** An argument as text; empty where it is not there. */
    static String text(List<NamedValue> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.getName().equals(name))
                .findFirst()
                .map(argument -> Calls.text(argument.getValue()))
                .orElse("");
    }

    /** As the pipeline calls it: {@code sh 'make'}; a stage by its name. */
    static String call(Act act) {
        if (act.stage()) {
            return (act.name().equals("stage") ? "stage '" : "branch '") + act.text("name") + "'";
        }
        return Calls.of(act.name(), act.arguments(), act.block());
    }

    /** A message as one line, not too long. */
    static String brief(String message) {
        return Calls.brief(message, LONGEST_MESSAGE);
    }

    /** With a capital letter in front. */
    static String begin(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
    }

    /** {@code 1 failure}, {@code 3 failures}. */
    static String count(long number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }

    /** The two largest parts: {@code 2 h 5 min}, {@code 12.3 s}. */
    static String span(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + " d " + span.toHoursPart() + " h";
        }
        if (span.toHours() > 0) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        if (span.toMinutes() > 0) {
            return span.toMinutes() + " min " + span.toSecondsPart() + " s";
        }
        return span.toSeconds() >= 10
                ? span.toSeconds() + " s"
                : "%d.%d s".formatted(span.toSeconds(), span.toMillisPart() / 100);
    }
}
