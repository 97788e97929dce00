package dev.millrace.plugins.workspace;

import java.util.regex.Pattern;

/** Ant's patterns of paths, where the agent does not match them: {@code *} within a name, {@code **} over directories. */
final class AntPattern {
    private AntPattern() {}

    /** @param flags of {@link Pattern} */
    static Pattern compile(String ant, int flags) {
        var regex = new StringBuilder();
        var pattern = ant.replace('\\', '/');
        pattern = pattern.endsWith("/") ? pattern + "**" : pattern;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (pattern.startsWith("**/", at) && startsName(pattern, at)) {
                regex.append("(?:[^/]++/)*");
                at += 2;
            } else if (pattern.startsWith("/**", at) && at + 3 == pattern.length()) {
                regex.append("(?:/.*)?");
                at += 2;
            } else if (pattern.equals("**")) {
                regex.append(".*");
                at++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), flags);
    }

    private static boolean startsName(String pattern, int at) {
        return at == 0 || pattern.charAt(at - 1) == '/';
    }
}
