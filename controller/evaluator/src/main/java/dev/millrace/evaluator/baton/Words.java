package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Value;
import java.util.List;
import java.util.stream.Collectors;

/** Journal entries in words, for people who are told that a program and its journal differ. */
final class Words {
    private static final int LONGEST = 80;

    private Words() {}

    static String of(JournalEntry entry) {
        return switch (entry.getBodyCase()) {
            case ASKED ->
                step(entry.getAsked().getName(), entry.getAsked().getArgumentsList())
                        + where(entry.getAsked().getPlace());
            case NOTED ->
                step(entry.getNoted().getName(), entry.getNoted().getArgumentsList())
                        + where(entry.getNoted().getPlace());
            case CLOSED ->
                "the end of block " + entry.getClosed().getStep() + " with "
                        + result(entry.getClosed().getResult());
            case HANDED_OUT -> "a value of kind " + entry.getHandedOut().getKind();
            case ENDED -> "the end of the run with " + result(entry.getEnded().getResult());
            case OUTCOME -> "the outcome of step " + entry.getOutcome().getStep();
            case SIGNAL -> "the signal " + entry.getSignal().getKind();
            case BEGAN, RESTED, BODY_NOT_SET -> "an entry of another kind";
        };
    }

    /** A step as one writes it. */
    static String step(String name, List<NamedValue> arguments) {
        return arguments.size() == 1
                ? name + " " + value(arguments.getFirst().getValue())
                : arguments.isEmpty() ? name : call(name, arguments);
    }

    static String result(Result result) {
        return result == Result.UNRECOGNIZED ? "an unknown result" : result.name();
    }

    private static String where(Place place) {
        var file = place.getFile().isEmpty() ? "" : place.getFile() + " ";
        var branch = place.getBranch() == 0 ? "" : " in branch " + place.getBranch();
        return (place.getLine() == 0 ? "" : " at " + file + "line " + place.getLine()) + branch;
    }

    private static String call(String name, List<NamedValue> arguments) {
        return name
                + arguments.stream()
                        .map(argument -> argument.getName() + ": " + value(argument.getValue()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String value(Value value) {
        return switch (value.getKindCase()) {
            case TRUTH -> Boolean.toString(value.getTruth());
            case INTEGER -> Long.toString(value.getInteger());
            case BIG_INTEGER -> value.getBigInteger();
            case REAL -> Double.toString(value.getReal());
            case DECIMAL -> value.getDecimal();
            case TEXT -> "'" + shorten(value.getText()) + "'";
            case DATA -> value.getData().size() + " bytes";
            case LIST -> "[" + value.getList().getItemsCount() + " items]";
            case MAP -> "[" + value.getMap().getEntriesCount() + " entries]";
            case PLACEHOLDER -> "****";
            case KIND_NOT_SET -> "null";
        };
    }

    private static String shorten(String text) {
        var line = text.replace("\n", "\\n");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
