package dev.millrace.evaluator.declarative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;

/**
 * What a call takes: a step, an option, a trigger, a parameter, a condition, a kind of agent.
 *
 * @param block it is called with a body
 * @param open it takes more than is described, so that unknown names are not wrong
 */
public record Signature(String name, List<Field> fields, boolean block, boolean open) {
    /** Of a value. */
    public enum Type {
        /** Anything. */
        ANY("a value"),
        /** Text. */
        TEXT("text"),
        /** True or false. */
        TRUTH("true or false"),
        /** A whole number. */
        INTEGER("a whole number"),
        /** Any number. */
        REAL("a number"),
        /** A list. */
        LIST("a list"),
        /** Names and values. */
        MAP("a map"),
        /** One of some words. */
        CHOICE("one of some words");

        final String words;

        Type(String words) {
            this.words = words;
        }
    }

    /**
     * A named argument.
     *
     * @param positional takes the value of a call without names
     * @param choices of {@link Type#CHOICE}
     * @param least smallest whole number
     * @param most largest whole number
     */
    public record Field(
            String name, Type type, boolean required, boolean positional, List<String> choices, long least, long most) {
        /** Without limits of numbers. */
        public Field(String name, Type type, boolean required, boolean positional, List<String> choices) {
            this(name, type, required, positional, choices, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /**
     * From a line of a table: {@code "*pattern!:text comparator:EQUALS|GLOB count:1..50 ..."}. A star marks the field that takes an unnamed value, an
     * exclamation mark one that is required; what follows the colon is a type, words, or a range; three dots leave the signature open.
     */
    static Signature of(String name, String table) {
        var fields = new ArrayList<Field>();
        var open = false;
        for (var words = new StringTokenizer(table); words.hasMoreTokens(); ) {
            var word = words.nextToken();
            if (word.equals("...")) {
                open = true;
            } else {
                fields.add(field(word));
            }
        }
        return new Signature(name, fields, false, open);
    }

    private static Field field(String word) {
        int colon = word.indexOf(':');
        var head = colon < 0 ? word : word.substring(0, colon);
        var tail = colon < 0 ? "any" : word.substring(colon + 1);
        var name = head.replace("*", "").replace("!", "");
        int dots = tail.indexOf("..");
        if (dots > 0) {
            return new Field(
                    name,
                    Type.INTEGER,
                    head.endsWith("!"),
                    head.startsWith("*"),
                    List.of(),
                    Long.parseLong(tail.substring(0, dots)),
                    Long.parseLong(tail.substring(dots + 2)));
        }
        var type = switch (tail) {
            case "any" -> Type.ANY;
            case "text" -> Type.TEXT;
            case "truth" -> Type.TRUTH;
            case "integer" -> Type.INTEGER;
            case "list" -> Type.LIST;
            case "map" -> Type.MAP;
            default -> Type.CHOICE;
        };
        return new Field(
                name,
                type,
                head.endsWith("!"),
                head.startsWith("*"),
                type == Type.CHOICE ? List.copyOf(Arrays.asList(tail.split("\\|", -1))) : List.of());
    }

    Optional<Field> field(CharSequence wanted) {
        return fields.stream()
                .filter(field -> field.name().contentEquals(wanted))
                .findFirst();
    }

    /** The field that takes the value of a call without names. */
    Optional<Field> first() {
        return fields.stream().filter(Field::positional).findFirst();
    }

    /** A map without names around it may be the value of a field. */
    boolean takesMap() {
        return first().filter(field -> field.type() == Type.ANY || field.type() == Type.MAP)
                .isPresent();
    }

    Set<String> names() {
        var names = new TreeSet<String>();
        fields.forEach(field -> names.add(field.name()));
        return names;
    }

    /** A call that is right: {@code timeout(time: …) { }}. */
    String example() {
        var wanted = fields.stream()
                .filter(field -> field.required() || fields.size() == 1)
                .map(field -> field.name() + ": …")
                .toList();
        return name + "(" + String.join(", ", wanted) + ")" + (block ? " { }" : "");
    }
}
