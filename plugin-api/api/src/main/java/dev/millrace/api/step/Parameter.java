package dev.millrace.api.step;

import java.util.List;
import java.util.Optional;

/**
 * A parameter of a step.
 *
 * @param name as pipeline code writes it
 * @param type what it takes
 * @param required a call without it is refused
 * @param positional takes the value of a call without names: {@code sh 'make'}
 * @param help one sentence for people
 * @param choices what a {@link Type#CHOICE} takes
 * @param defaultValue what a call without it means, of a type that {@link ActionStep#run} may return
 */
public record Parameter(
        String name,
        Type type,
        boolean required,
        boolean positional,
        String help,
        List<String> choices,
        Optional<Object> defaultValue) {
    public Parameter {
        choices = List.copyOf(choices);
        if ((type == Type.CHOICE) == choices.isEmpty()) {
            throw new IllegalArgumentException("Parameter " + name + ": choices and only choices name what they take");
        }
        if (required && defaultValue.isPresent()) {
            throw new IllegalArgumentException("Parameter " + name + " is required and has a default value");
        }
    }

    /** What a parameter takes. Pipeline values are converted as Jenkins does: anything to text, {@code 'true'} to truth, text to numbers. */
    public enum Type {
        ANY,
        TEXT,
        TRUTH,
        INTEGER,
        REAL,
        LIST,
        MAP,
        CHOICE
    }

    /** A parameter without which a call is refused, and that a call without names sets. */
    public static Parameter positional(String name, Type type, String help) {
        return new Parameter(name, type, true, true, help, List.of(), Optional.empty());
    }

    /** A parameter without which a call is refused. */
    public static Parameter required(String name, Type type, String help) {
        return new Parameter(name, type, true, false, help, List.of(), Optional.empty());
    }

    /** A parameter that may be left out and then has no value. */
    public static Parameter optional(String name, Type type, String help) {
        return new Parameter(name, type, false, false, help, List.of(), Optional.empty());
    }

    /** A parameter that may be left out and then has the value given here. */
    public static Parameter optional(String name, Type type, Object defaultValue, String help) {
        return new Parameter(name, type, false, false, help, List.of(), Optional.of(defaultValue));
    }
}
