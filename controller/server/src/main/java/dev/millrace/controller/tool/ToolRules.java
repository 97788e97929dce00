package dev.millrace.controller.tool;

import dev.millrace.controller.base.Nearest;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.queue.LabelExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** What a tool may be. Pure. */
public final class ToolRules {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PATH = 1_000;
    private static final int MOST_HOMES = 100;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ToolRules() {}

    /** The type that somebody wrote. Fails with {@link UserError} where it is none. */
    public static ToolType type(String word) {
        return ToolType.of(word)
                .orElseThrow(() -> new UserError(
                        UserError.Kind.INVALID,
                        "There is no type of tool '%s'".formatted(word),
                        Nearest.to(word, ToolType.names())
                                .map("Did you mean '%s'?"::formatted)
                                .orElse("Types are %s; generic is for all others"
                                        .formatted(Advice.list(ToolType.names())))));
    }

    /** Fails with all that is wrong. */
    public static void check(Tool tool) {
        var problems = new ArrayList<Problem>();
        if (tool.name().isBlank()
                || tool.name().length() > LONGEST_NAME
                || !tool.name().equals(tool.name().strip())
                || control(tool.name())) {
            problems.add(problem(
                    "name",
                    "is not a name for a tool",
                    "1 to %d characters, no blanks around".formatted(LONGEST_NAME)));
        }
        if (tool.homes().isEmpty() || tool.homes().size() > MOST_HOMES) {
            problems.add(problem("homes", "are %d".formatted(tool.homes().size()), "1 to %d".formatted(MOST_HOMES)));
        }
        homes(tool.homes(), problems);
        tool.environment().forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() || name.equals("PATH") || value.indexOf('\0') >= 0) {
                problems.add(problem(
                        "environment." + name,
                        "cannot be set by a tool",
                        name.equals("PATH") ? "Directories for PATH go into path" : "Letters, digits, underscores"));
            }
        });
        tool.path().stream()
                .filter(directory -> directory.isBlank() || !plain(directory) || directory.contains(".."))
                .forEach(directory -> problems.add(problem(
                        "path", "has '%s', which is not a directory".formatted(directory), "bin, or /opt/x/bin")));
        if (!problems.isEmpty()) {
            throw new UserError(
                    UserError.Kind.INVALID, "The tool %s cannot be kept".formatted(tool.id()), "", problems);
        }
    }

    private static void homes(List<ToolHome> homes, List<Problem> problems) {
        var labels = new HashSet<String>();
        for (var home : homes) {
            try {
                var _ = LabelExpression.parse(home.labels());
            } catch (UserError e) {
                problems.add(problem("homes.labels", String.valueOf(e.getMessage()), e.hint()));
            }
            if (!labels.add(home.labels())) {
                problems.add(problem(
                        "homes.labels",
                        home.labels().isEmpty()
                                ? "are left out twice"
                                : "'%s' are there twice".formatted(home.labels()),
                        "One home for each"));
            }
            var directory = home.directory();
            if (!Homes.absolute(directory) || !plain(directory) || directory.length() > LONGEST_PATH) {
                problems.add(problem(
                        "homes.home",
                        "'%s' is not an absolute path that PATH could hold".formatted(directory),
                        directory.startsWith("~") || directory.contains("$")
                                ? "It is taken as it is, without variables and ~: write /home/build/jdk"
                                : "Like /opt/maven-3.9, as it is on the agent"));
            }
        }
    }

    /** PATH can hold it. */
    private static boolean plain(String path) {
        var rest = Homes.separator(path).equals(";") ? path.substring(2) : path;
        return !control(path) && !rest.contains(Homes.separator(path)) && !path.contains("$");
    }

    private static boolean control(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    private static Problem problem(String path, String message, String hint) {
        return new Problem(path, 0, 0, message, hint);
    }
}
