package dev.millrace.agent.workspace;

import java.util.ArrayList;
import java.util.List;

/** Which files are meant: included (all, where nothing is said) and not excluded. Patterns are Ant's. */
public final class FileSelection {
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

    private final List<AntPattern> includes;
    private final List<AntPattern> excludes;

    private FileSelection(List<AntPattern> includes, List<AntPattern> excludes) {
        this.includes = includes;
        this.excludes = excludes;
    }

    /**
     * From patterns.
     *
     * @param defaultExcludes Ant's own: version control's directories, editors' backups
     */
    public static FileSelection of(List<String> includes, List<String> excludes, boolean defaultExcludes) {
        var out = new ArrayList<>(excludes.stream().map(AntPattern::new).toList());
        if (defaultExcludes) {
            DEFAULT_EXCLUDES.forEach(pattern -> out.add(new AntPattern(pattern)));
        }
        var in = includes.isEmpty() ? List.of("**") : includes;
        return new FileSelection(in.stream().map(AntPattern::new).toList(), out);
    }

    boolean takes(List<String> names) {
        return includes.stream().anyMatch(pattern -> pattern.matches(names))
                && excludes.stream().noneMatch(pattern -> pattern.matches(names));
    }

    /** False where nothing below can be taken. */
    boolean entersDirectory(List<String> names) {
        return includes.stream().anyMatch(pattern -> pattern.mayMatchBelow(names))
                && excludes.stream().noneMatch(pattern -> pattern.matchesAllBelow(names));
    }
}
