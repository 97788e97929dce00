package dev.millrace.evaluator.inspect;

import dev.millrace.evaluator.language.Insight;
import groovy.lang.Closure;
import groovy.lang.GString;
import groovy.lang.Range;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as Groovy would, without running any code of theirs: an object of a pipeline's class is told by its fields, and a collection of a kind that
 * is not known by its class. What is long, deep or wide is cut. For one thread.
 */
final class Rendering {
    private static final int LENGTH = 2_000;
    private static final int STRING = 1_000;
    private static final int DEPTH = 6;
    private static final int WIDTH = 100;
    private static final int DIGITS = 4_000;

    private final StringBuilder text = new StringBuilder();

    private Rendering() {}

    /** At most some thousand characters. */
    static String of(@Nullable Object value) {
        var rendering = new Rendering();
        rendering.add(value, 0);
        return rendering.text.length() > LENGTH
                ? rendering.text.substring(0, LENGTH) + "..."
                : rendering.text.toString();
    }

    /** The simple name of its class. */
    static String type(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof Closure<?> ? "Closure" : value.getClass().getSimpleName();
    }

    private void add(@Nullable Object value, int depth) {
        if (text.length() > LENGTH) {
            return;
        }
        switch (value) {
            case null -> text.append("null");
            case String string -> quoted(string);
            case Character character -> quoted(character.toString());
            case GString string -> template(string, depth);
            case Boolean truth -> text.append(truth);
            case BigInteger number -> number(number);
            case BigDecimal number -> decimal(number);
            case Number number when jdk(number) -> text.append(number);
            case Enum<?> constant -> text.append(constant.name());
            case Closure<?> _ -> text.append("{ ... }");
            case Range<?> range
            when !Insight.own(range.getClass()) -> {
                add(range.getFrom(), depth + 1);
                text.append("..");
                add(range.getTo(), depth + 1);
            }
            case Map<?, ?> map when known(map) -> map(map, depth);
            case Collection<?> collection
            when known(collection) -> list('[', collection.iterator(), collection.size(), ']', depth);
            case Class<?> type -> text.append(type.getSimpleName());
            default -> object(value, depth);
        }
    }

    private void object(Object value, int depth) {
        if (value.getClass().isArray()) {
            array(value, depth);
        } else if (Insight.own(value.getClass())) {
            var fields = Insight.fields(value);
            text.append(value.getClass().getSimpleName());
            each('(', fields.entrySet().iterator(), fields.size(), ')', depth, field -> {
                text.append(field.getKey()).append(": ");
                add(field.getValue(), depth + 1);
            });
        } else if (value instanceof Throwable failure) {
            text.append(failure.getClass().getSimpleName());
        } else {
            text.append(value.getClass().getSimpleName());
        }
    }

    private void array(Object array, int depth) {
        var values = new ArrayList<@Nullable Object>();
        var length = Array.getLength(array);
        for (var i = 0; i < Math.min(length, WIDTH + 1); i++) {
            values.add(Array.get(array, i));
        }
        list('[', values.iterator(), length, ']', depth);
    }

    private void map(Map<?, ?> map, int depth) {
        if (map.isEmpty()) {
            text.append("[:]");
            return;
        }
        each('[', map.entrySet().iterator(), map.size(), ']', depth, entry -> {
            if (entry.getKey() instanceof String key && key.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                text.append(key);
            } else {
                add(entry.getKey(), depth + 1);
            }
            text.append(": ");
            add(entry.getValue(), depth + 1);
        });
    }

    private void list(char open, Iterator<?> values, int size, char close, int depth) {
        each(open, values, size, close, depth, value -> add(value, depth + 1));
    }

    private <T extends @Nullable Object> void each(
            char open, Iterator<T> values, int size, char close, int depth, Consumer<T> one) {
        text.append(open);
        if (depth >= DEPTH && size > 0) {
            text.append("...");
        } else {
            for (var i = 0; values.hasNext() && i < WIDTH && text.length() <= LENGTH; i++) {
                text.append(i == 0 ? "" : ", ");
                one.accept(values.next());
            }
            if (size > WIDTH) {
                text.append(", ... and %d more".formatted(size - WIDTH));
            }
        }
        text.append(close);
    }

    private void quoted(String string) {
        text.append('\'');
        for (var i = 0; i < Math.min(string.length(), STRING); i++) {
            var c = string.charAt(i);
            switch (c) {
                case '\'', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        text.append(string.length() > STRING ? "' ... %d characters".formatted(string.length()) : "'");
    }

    /** What stands in it is not computed: it may be code. */
    private void template(GString string, int depth) {
        text.append('"');
        var strings = string.getStrings();
        var values = string.getValues();
        for (var i = 0; i < strings.length; i++) {
            text.append(strings[i]);
            if (i < values.length) {
                if (values[i] instanceof String plain) {
                    text.append(plain);
                } else {
                    add(values[i], depth + 1);
                }
            }
        }
        text.append('"');
    }

    private void number(BigInteger number) {
        if (number.bitLength() > DIGITS) {
            text.append("a whole number of %d bits".formatted(number.bitLength()));
        } else {
            text.append(number);
        }
    }

    private void decimal(BigDecimal number) {
        if (number.unscaledValue().bitLength() > DIGITS) {
            text.append("a number of %d digits".formatted(number.precision()));
        } else {
            text.append(number);
        }
    }

    private static boolean jdk(Object value) {
        return value.getClass().getClassLoader() == null;
    }

    /** Of the Java platform, and holding its elements itself: a view may run whatever code is behind it. */
    private static boolean known(Object collection) {
        var name = collection.getClass().getName();
        return jdk(collection)
                && (name.matches("java\\.util\\.(concurrent\\.)?(\\w*(Array|Linked|Hash|Tree)\\w*)")
                        || name.startsWith("java.util.ImmutableCollections$")
                        || name.equals("java.util.Arrays$ArrayList")
                        || name.startsWith("java.util.Collections$Empty")
                        || name.startsWith("java.util.Collections$Singleton"));
    }
}
