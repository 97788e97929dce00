package dev.millrace.agent.workspace;

import java.util.List;

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
}
