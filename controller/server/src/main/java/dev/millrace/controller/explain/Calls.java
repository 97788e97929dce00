package dev.millrace.controller.explain;

import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Value;
import java.util.List;
import java.util.stream.Collectors;

/** Calls of steps in words. */
public final class Calls {
    private static final int LONGEST = 100;

    private Calls() {}

    /** As the pipeline calls it, with its first argument, cut where it is long: {@code sh 'make'}, {@code dir('sub')}. */
    public static String of(String name, List<NamedValue> arguments, boolean block) {
        if (arguments.isEmpty()) {
            return name;
        }
        var told = told(arguments.getFirst().getValue());
        return block ? name + "(" + told + ")" : name + " " + told;
    }

    /** A value in words, cut where it is long; a text in quotes. Empty: nothing. */
    public static String told(Value value) {
        return value.hasText() ? "'" + brief(value.getText(), LONGEST) + "'" : brief(text(value), LONGEST);
    }

    /** A value in words; a secret is not told. */
    static String text(Value value) {
        return switch (value.getKindCase()) {
            case TRUTH -> Boolean.toString(value.getTruth());
            case INTEGER -> Long.toString(value.getInteger());
            case BIG_INTEGER -> value.getBigInteger();
            case REAL -> Double.toString(value.getReal());
            case DECIMAL -> value.getDecimal();
            case TEXT -> value.getText();
            case LIST ->
                value.getList().getItemsList().stream().map(Calls::text).collect(Collectors.joining(", ", "[", "]"));
            case MAP ->
                value.getMap().getEntriesList().stream()
                        .map(entry -> entry.getName() + ": " + text(entry.getValue()))
                        .collect(Collectors.joining(", ", "[", "]"));
            case PLACEHOLDER -> "****";
            case DATA -> value.getData().size() + " bytes";
            case KIND_NOT_SET -> "";
        };
    }

    /** One line of it, not too long. */
    static String brief(String text, int longest) {
        var line = text.strip().replaceAll("\\s*\\R\\s*", "; ");
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }
}
