package dev.millrace.controller.explain;

import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Value;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of sentences. */
final class Words {
    private static final int LONGEST = 100;
    private static final int LONGEST_MESSAGE = 300;

    private Words() {}

    /** An argument as text; empty where it is not there. */
    static String text(List<NamedValue> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.getName().equals(name))
                .findFirst()
                .map(argument -> text(argument.getValue()))
                .orElse("");
    }

    static String text(Value value) {
        return switch (value.getKindCase()) {
            case TRUTH -> Boolean.toString(value.getTruth());
            case INTEGER -> Long.toString(value.getInteger());
            case BIG_INTEGER -> value.getBigInteger();
            case REAL -> Double.toString(value.getReal());
            case DECIMAL -> value.getDecimal();
            case TEXT -> value.getText();
            case LIST ->
                value.getList().getItemsList().stream().map(Words::text).collect(Collectors.joining(", ", "[", "]"));
            case MAP ->
                value.getMap().getEntriesList().stream()
                        .map(entry -> entry.getName() + ": " + text(entry.getValue()))
                        .collect(Collectors.joining(", ", "[", "]"));
            case PLACEHOLDER -> "****";
            case DATA -> value.getData().size() + " bytes";
            case KIND_NOT_SET -> "";
        };
    }

    /** As the pipeline calls it: {@code sh 'make'}; a stage by its name. */
    static String call(Act act) {
        if (act.stage()) {
            return (act.name().equals("stage") ? "stage '" : "branch '") + act.text("name") + "'";
        }
        if (act.arguments().isEmpty()) {
            return act.name();
        }
        var first = act.arguments().getFirst().getValue();
        var told = first.hasText() ? "'" + brief(first.getText(), LONGEST) + "'" : brief(text(first), LONGEST);
        return act.block() ? act.name() + "(" + told + ")" : act.name() + " " + told;
    }

    /** One line of a call, not too long. */
    private static String brief(String text, int longest) {
        var line = text.strip().replaceAll("\\s*\\R\\s*", "; ");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    /** A message as one line, not too long. */
    static String brief(String message) {
        return brief(message, LONGEST_MESSAGE);
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
