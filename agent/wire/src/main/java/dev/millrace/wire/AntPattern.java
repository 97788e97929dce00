package dev.millrace.wire;

import java.util.List;
import java.util.Locale;

/**
 * An Ant-style pattern: '?' one character, '*' any within a name, '**' any directories. A pattern that ends in '/' means all below. Matches whole paths
 * with '/' between names. Both ends of the wire use it: agents for files, evaluators for branches and changed paths.
 */
public final class AntPattern {
    private final List<String> parts;
    private final boolean anyCase;

    /** Case counts. */
    public AntPattern(String pattern) {
        this(pattern, false);
    }

    private AntPattern(String pattern, boolean anyCase) {
        this.anyCase = anyCase;
        var normal = pattern.strip().replace('\\', '/');
        if (normal.startsWith("./")) {
            normal = normal.substring(2);
        }
        var whole = normal.endsWith("/") ? normal + "**" : normal;
        this.parts = List.of((anyCase ? whole.toLowerCase(Locale.ROOT) : whole).split("/+", -1));
    }

    /** One for which a letter is the same in either case. */
    public static AntPattern inAnyCase(String pattern) {
        return new AntPattern(pattern, true);
    }

    /** True for a path that it matches, with '/' between names. */
    public boolean matches(String path) {
        return matches(List.of((anyCase ? path.toLowerCase(Locale.ROOT) : path).split("/", -1)));
    }

    /** True for the names of a path that it matches; of one in any case, they are lower case. */
    public boolean matches(List<String> names) {
        return matches(0, names, 0);
    }

    /** True when something below a directory of these names may match. */
    public boolean mayMatchBelow(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (i >= parts.size()) {
                return false;
            }
            if (parts.get(i).equals("**")) {
                return true;
            }
            if (!name(parts.get(i), 0, names.get(i), 0)) {
                return false;
            }
        }
        return parts.size() > names.size();
    }

    /** True when everything below a directory of these names matches. */
    public boolean matchesAllBelow(List<String> names) {
        if (!parts.getLast().equals("**")) {
            return false;
        }
        var head = parts.subList(0, parts.size() - 1);
        return head.isEmpty() || new AntPattern(String.join("/", head), anyCase).matches(names);
    }

    private boolean matches(int part, List<String> names, int at) {
        int p = part;
        int n = at;
        while (p < parts.size() && !parts.get(p).equals("**")) {
            if (n == names.size() || !name(parts.get(p), 0, names.get(n), 0)) {
                return false;
            }
            p++;
            n++;
        }
        if (p == parts.size()) {
            return n == names.size();
        }
        while (p + 1 < parts.size() && parts.get(p + 1).equals("**")) {
            p++;
        }
        if (p + 1 == parts.size()) {
            return true;
        }
        for (int from = n; from < names.size(); from++) {
            if (matches(p + 1, names, from)) {
                return true;
            }
        }
        return false;
    }

    /** Linear: the last star is where a mismatch goes on. */
    private static boolean name(String pattern, int patternFrom, String name, int nameFrom) {
        int p = patternFrom;
        int n = nameFrom;
        int star = -1;
        int mark = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
