package dev.millrace.evaluator.language;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Nearest {
    private Nearest() {}

    /** The nearest of the names, if one is near at all. */
    public static Optional<String> to(String name, Collection<String> names) {
        var limit = Math.max(1, name.length() / 3);
        record Near(String name, int distance) {}
        return names.stream()
                .map(other -> new Near(other, distance(name.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance <= limit)
                .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .map(Near::name);
    }

    /** " Did you mean X?", or nothing. */
    public static String hint(String name, Collection<String> names) {
        return to(name, names).map(near -> "Did you mean '" + near + "'?").orElse("");
    }

    /** Edits between two words, a swap of neighbours counting as one. */
    private static int distance(String one, String other) {
        var before = new int[other.length() + 1];
        var row = new int[other.length() + 1];
        var next = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            next[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                var cost = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                next[j] = Math.min(Math.min(next[j - 1], row[j]) + 1, row[j - 1] + cost);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    next[j] = Math.min(next[j], before[j - 2] + 1);
                }
            }
            var free = before;
            before = row;
            row = next;
            next = free;
        }
        return row[other.length()];
    }
}
