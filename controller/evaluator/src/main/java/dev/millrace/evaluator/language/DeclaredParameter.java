package dev.millrace.evaluator.language;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as a pipeline declares it: what a run that was given something for it has, and what one that was not.
 *
 * @param kind as declarative pipelines call it: {@code string}, {@code booleanParam}, ...
 * @param fields what the declaration says
 */
public record DeclaredParameter(String kind, Map<?, ?> fields) {
    private static final Pattern RUN = Pattern.compile(".+#[1-9][0-9]*");

    /** From a symbol or a class of Jenkins: {@code hudson.model.StringParameterDefinition} is a {@code string}. */
    public static DeclaredParameter of(String word, Map<?, ?> fields) {
        var plain = word.substring(word.lastIndexOf('.') + 1).replace("ParameterDefinition", "");
        var kind = switch (plain) {
            case "Boolean" -> "booleanParam";
            case "String", "Text", "Choice", "Password", "File", "Credentials", "Run" -> plain.toLowerCase(Locale.ROOT);
            default -> plain;
        };
        return new DeclaredParameter(kind, fields);
    }

    /** What the program calls it. */
    public String name() {
        return String.valueOf(fields.get("name"));
    }

    /**
     * What the program has for it.
     *
     * @param given to the run; null: nothing
     * @throws IllegalArgumentException it cannot be given this
     */
    public Object value(@Nullable Object given) {
        var usual = fields.get("defaultValue");
        var text = given == null ? "" : given.toString();
        return switch (kind) {
            case "booleanParam" ->
                given == null ? usual != null && Boolean.parseBoolean(usual.toString()) : truth(text);
            case "choice" -> choice(given, usual);
            case "password" -> {
                if (!text.isEmpty()) {
                    throw wrong(
                            "is a password, which needs a provider of credentials, and there is none: a run cannot be given it");
                }
                yield text(usual);
            }
            case "run" -> {
                if (!text.isEmpty() && !RUN.matcher(text).matches()) {
                    throw wrong("is a run, written PROJECT#NUMBER, not '%s'".formatted(text));
                }
                yield text;
            }
            case "string" -> {
                var value = given == null ? text(usual) : text;
                yield Boolean.TRUE.equals(fields.get("trim")) ? value.strip() : value;
            }
            default -> given == null ? text(usual) : given;
        };
    }

    /** It is a file: it has the file's name, and where none was given it is not there at all. */
    boolean file() {
        return kind.equals("file");
    }

    /**
     * Checks that a file was given for a file, and nothing else.
     *
     * @param file what was given is one
     * @throws IllegalArgumentException it cannot be given this
     */
    void checkFile(boolean file) {
        if (file && !file()) {
            throw wrong("is no file, but a %s: give it with --param".formatted(kind));
        }
        if (!file && file()) {
            throw wrong("is a file: give it with --file %s=PATH".formatted(name()));
        }
    }

    /** Whether steps have a variable of its name where nothing was given. */
    boolean always() {
        return !kind.equals("run");
    }

    private boolean truth(String given) {
        if (!given.equalsIgnoreCase("true") && !given.equalsIgnoreCase("false")) {
            throw wrong("is true or false, not '%s'".formatted(given));
        }
        return Boolean.parseBoolean(given);
    }

    private String choice(@Nullable Object given, @Nullable Object usual) {
        var choices = fields.get("choices");
        var all = choices instanceof Collection<?> list
                ? list.stream().map(String::valueOf).toList()
                : choices == null
                        ? List.<String>of()
                        : choices.toString().lines().toList();
        if (given == null) {
            return usual != null ? usual.toString() : all.isEmpty() ? "" : all.getFirst();
        }
        if (!all.isEmpty() && !all.contains(given.toString())) {
            throw wrong("is one of %s, not '%s'".formatted(String.join(", ", all), given));
        }
        return given.toString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("Parameter '%s' %s".formatted(name(), what));
    }
}
