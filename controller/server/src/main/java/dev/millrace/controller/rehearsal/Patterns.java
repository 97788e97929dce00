package dev.millrace.controller.rehearsal;

import dev.millrace.api.workspace.FileSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Ant-style patterns of paths. */
final class Patterns {
    private static final List<String> USUALLY_LEFT_OUT = List.of(
            "**/.git/**", "**/.svn/**", "**/.hg/**", "**/CVS/**", "**/*~", "**/.DS_Store", "**/#*#", "**/.gitignore");

    private Patterns() {}

    static Predicate<String> of(FileSet files) {
        var included = any(files.includes());
        var excluded = any(files.excludes());
        var left = files.defaultExcludes() ? any(USUALLY_LEFT_OUT) : any(List.of());
        return path -> (files.includes().isEmpty() || included.test(path)) && !excluded.test(path) && !left.test(path);
    }

    private static Predicate<String> any(List<String> patterns) {
        var compiled = patterns.stream().map(Patterns::pattern).toList();
        return path ->
                compiled.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern pattern(String glob) {
        var given = glob.startsWith("./") ? glob.substring(2) : glob;
        var whole = given.endsWith("/") ? given + "**" : given;
        var regex = new StringBuilder();
        for (var index = 0; index < whole.length(); index++) {
            var letter = whole.charAt(index);
            if (whole.startsWith("**/", index) && (index == 0 || whole.charAt(index - 1) == '/')) {
                regex.append("(?:[^/]*/)*");
                index += 2;
            } else if (whole.startsWith("**", index)) {
                regex.append(".*");
                index++;
            } else if (letter == '*') {
                regex.append("[^/]*");
            } else if (letter == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(letter)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
