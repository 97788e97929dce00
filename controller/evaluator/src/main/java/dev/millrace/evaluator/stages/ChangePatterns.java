package dev.millrace.evaluator.stages;

import dev.millrace.wire.AntPattern;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code changeset} and {@code changelog} look for. Pure. */
final class ChangePatterns {
    private ChangePatterns() {}

    /** Paths that {@code changeset} names: a glob in any case unless it says otherwise, an expression, or one path. */
    static Predicate<String> paths(Map<String, @Nullable Object> arguments) {
        var given = arguments.get("glob") == null ? arguments.get("pattern") : arguments.get("glob");
        var pattern = String.valueOf(given);
        var comparator =
                String.valueOf(arguments.getOrDefault("comparator", "GLOB")).toUpperCase(Locale.ROOT);
        var cased = Boolean.TRUE.equals(arguments.get("caseSensitive"));
        return switch (comparator) {
            case "REGEXP" ->
                Pattern.compile(pattern, cased ? 0 : Pattern.CASE_INSENSITIVE).asMatchPredicate();
            case "EQUALS" -> cased ? pattern::equals : pattern::equalsIgnoreCase;
            default -> {
                var glob = cased ? new AntPattern(pattern) : AntPattern.inAnyCase(pattern);
                yield glob::matches;
            }
        };
    }

    /** An expression matches the whole title or the whole message; in the message a dot matches line ends, too. */
    static boolean message(String pattern, String title, String comment) {
        return Pattern.compile(pattern).matcher(title).matches()
                || Pattern.compile(pattern, Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(comment)
                        .matches();
    }
}
