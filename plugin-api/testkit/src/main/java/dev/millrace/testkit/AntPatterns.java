package dev.millrace.testkit;

import dev.millrace.api.workspace.FileSet;
import java.util.List;

/**
 * Ant's path patterns: {@code ?} and {@code *} within a name, {@code **} over any number of names, a trailing {@code /} means all below. What agents do is
 * written again here, as the testkit stands on the plugin API alone: authors of plugins get none of what the programs share among themselves.
 */
final class AntPatterns {
    /** What Ant leaves out unless told otherwise. */
    private static final List<String> DEFAULT_EXCLUDES = List.of(
            "**/*~",
            "**/#*#",
            "**/.#*",
            "**/%*%",
            "**/._*",
            "**/CVS",
            "**/CVS/**",
            "**/.cvsignore",
            "**/SCCS",
            "**/SCCS/**",
            "**/vssver.scc",
            "**/.svn",
            "**/.svn/**",
            "**/.DS_Store",
            "**/.git",
            "**/.git/**",
            "**/.gitattributes",
            "**/.gitignore",
            "**/.gitmodules",
            "**/.hg",
            "**/.hg/**",
            "**/.hgignore",
            "**/.hgsub",
            "**/.hgsubstate",
            "**/.hgtags",
            "**/.bzr",
            "**/.bzr/**",
            "**/.bzrignore");

    private final List<String[]> includes;
    private final List<String[]> excludes;
    private final List<String[]> defaults;

    AntPatterns(FileSet files) {
        includes = files.includes().isEmpty() ? compile(List.of("**")) : compile(files.includes());
        excludes = compile(files.excludes());
        defaults = files.defaultExcludes() ? compile(DEFAULT_EXCLUDES) : List.of();
    }

    /** True for a relative path, with {@code /}, that is to be taken. */
    boolean takes(String path) {
        var names = path.split("/");
        return anyMatches(includes, names) && !anyMatches(excludes, names) && !anyMatches(defaults, names);
    }

    private static List<String[]> compile(List<String> patterns) {
        return patterns.stream().map(AntPatterns::names).toList();
    }

    private static String[] names(String pattern) {
        var normal = pattern.strip().replace('\\', '/');
        if (normal.startsWith("./")) {
            normal = normal.substring(2);
        }
        return (normal.endsWith("/") ? normal + "**" : normal).split("/+", -1);
    }

    private static boolean anyMatches(List<String[]> patterns, String[] names) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, 0, names, 0));
    }

    private static boolean matches(String[] pattern, int p, String[] names, int n) {
        if (p == pattern.length) {
            return n == names.length;
        }
        if (pattern[p].equals("**")) {
            for (int skip = n; skip <= names.length; skip++) {
                if (matches(pattern, p + 1, names, skip)) {
                    return true;
                }
            }
            return false;
        }
        return n < names.length && nameMatches(pattern[p], names[n]) && matches(pattern, p + 1, names, n + 1);
    }

    /** Linear in practice: on a mismatch only the last star gives way. */
    private static boolean nameMatches(String pattern, String name) {
        int p = 0;
        int n = 0;
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
