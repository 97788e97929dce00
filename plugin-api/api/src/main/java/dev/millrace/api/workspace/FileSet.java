package dev.millrace.api.workspace;

import java.util.Arrays;
import java.util.List;

/**
 * Files by Ant-style patterns: {@code *} within a name, {@code **} over directories; a pattern that ends with {@code /} means all below it.
 *
 * @param directory where patterns start, relative to the call's current directory; empty is that directory itself
 * @param includes files to take; empty takes all
 * @param excludes files to leave out
 * @param defaultExcludes leave out what Ant leaves out: {@code .git}, {@code CVS}, {@code *~}, ...
 */
public record FileSet(String directory, List<String> includes, List<String> excludes, boolean defaultExcludes) {
    public FileSet {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** All files that match a list of patterns separated by commas or spaces, as Jenkins' steps take them. */
    public static FileSet of(String includes, String excludes, boolean defaultExcludes) {
        return new FileSet("", split(includes), split(excludes), defaultExcludes);
    }

    private static List<String> split(String patterns) {
        return Arrays.stream(patterns.split("[,\\s]+"))
                .filter(pattern -> !pattern.isEmpty())
                .toList();
    }
}
