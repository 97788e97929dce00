package dev.millrace.plugins.workspace;

import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.FileSet;
import dev.millrace.api.workspace.Workspace;
import java.util.List;
import java.util.regex.Pattern;

/** Patterns that do not tell large from small letters: the agent's do, so the files are looked for here and named one by one. */
final class AnyCase {
    private AnyCase() {}

    static FileSet spelledAsFound(FileSet files, Workspace workspace) throws StepException, InterruptedException {
        var includes = compile(files.includes());
        var excludes = compile(files.excludes());
        var all = workspace.list(new FileSet(files.directory(), List.of(), List.of(), files.defaultExcludes()));
        var found = all.stream()
                .map(file -> file.path())
                .filter(path -> matches(includes, path) && !matches(excludes, path))
                .toList();
        // No file at all must not become "no pattern", which means every file.
        return found.isEmpty()
                ? new FileSet(files.directory(), files.includes(), List.of("**"), files.defaultExcludes())
                : new FileSet(files.directory(), found, List.of(), files.defaultExcludes());
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static List<Pattern> compile(List<String> patterns) {
        return patterns.stream()
                .map(pattern -> AntPattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
                .toList();
    }
}
