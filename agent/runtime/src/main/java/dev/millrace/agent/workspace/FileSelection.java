package dev.millrace.agent.workspace;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which files are meant, in Ant's patterns.
 *
 * @param includes nothing means everything
 * @param defaultExcludes without Ant's own: version control's directories, editors' backups
 */
public record FileSelection(List<String> includes, List<String> excludes, boolean defaultExcludes) {
    public FileSelection {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** All of them. */
    public static FileSelection everything() {
        return new FileSelection(List.of(), List.of(), false);
    }

    /** Tells which paths are meant; they have '/' between names. Worth keeping: patterns are read once. */
    public Predicate<String> matcher() {
        var filter = new FileFilter(this);
        return path -> filter.takes(List.of(path.split("/+", -1)));
    }
}
