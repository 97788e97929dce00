package dev.millrace.agent.workspace;

import dev.millrace.wire.AntPattern;
import java.util.ArrayList;
import java.util.List;

/** A selection, ready to be asked. */
final class FileFilter {
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

    FileFilter(FileSelection selection) {
        var in = selection.includes().isEmpty() ? List.of("**") : selection.includes();
        var out = new ArrayList<>(selection.excludes());
        if (selection.defaultExcludes()) {
            out.addAll(DEFAULT_EXCLUDES);
        }
        includes = in.stream().map(AntPattern::new).toList();
        excludes = out.stream().map(AntPattern::new).toList();
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
