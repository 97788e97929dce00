package dev.millrace.evaluator.declarative;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes what the parser says about broken syntax something that people can act on. Where users of Jenkins look for the words of the parser that it has, those
 * are said as well.
 */
public final class SyntaxHelp {
    private static final Pattern DUPLICATE = Pattern.compile("Duplicated named parameter '(.*)' found");
    private static final Pattern DIGITS = Pattern.compile("\\b(\\d+)_([A-Za-z]\\w*)");
    private static final Pattern QUOTED = Pattern.compile("^\\s*([\"'])([^\"']*)\\1\\s*=[^=]");
    private static final List<Look> LOOKS = List.of(
            new Look(Pattern.compile("\\A\\s*<(\\?xml|!DOCTYPE|html|\\w+[ >])"), "XML or HTML"),
            new Look(Pattern.compile("\\A\\s*\\{\\s*\"[^\"]*\"\\s*:"), "JSON"),
            new Look(Pattern.compile("\\A\\s*(---\\s|[\\w-]+:\\s*\\n\\s*(-\\s|[\\w-]+:))"), "YAML"),
            new Look(Pattern.compile("\\A\\s*(FROM|#\\s*syntax=)\\s*\\S+"), "a Dockerfile"),
            new Look(Pattern.compile("\\A#!\\s*/\\S*/(env\\s+)?(ba|z|k)?sh\\b"), "a shell script"));

    private record Look(Pattern pattern, String what) {}

    private SyntaxHelp() {}

    /** A problem from what the parser said of this source. */
    public static Problem of(String source, int line, int column, String message) {
        var text = line(source, line);
        var duplicate = DUPLICATE.matcher(message);
        if (duplicate.matches()) {
            return new Problem(
                    line, column, "Duplicate named parameter '" + duplicate.group(1) + "' found", "Remove one");
        }
        var quoted = QUOTED.matcher(text);
        if (message.startsWith("The left-hand side of an assignment") && quoted.find()) {
            var name = quoted.group(2);
            return new Problem(
                    line,
                    column,
                    message + ": [" + name + "] is a constant expression, but it should be a variable expression",
                    "Write " + name + " without quotes");
        }
        var digits = DIGITS.matcher(text);
        if (message.startsWith("Number ending with underscores") && digits.find()) {
            return new Problem(
                    line,
                    digits.start() + 1,
                    "A name can not begin with a digit: " + digits.group() + " is read as a number, expecting token in"
                            + " range: '0'..'9', found '" + digits.group(2).charAt(0) + "'",
                    "Write _" + digits.group());
        }
        // the parser names the end of the comment
        var shebang = message.startsWith("Shebang comment") ? text.indexOf("#!") + 1 : 0;
        return new Problem(line, shebang > 0 ? shebang : column, message, hint(source, message));
    }

    private static String hint(String source, String message) {
        for (var look : LOOKS) {
            if (look.pattern().matcher(source).find()) {
                return "This looks like " + look.what() + "; a pipeline is Groovy: pipeline { … }";
            }
        }
        if (message.startsWith("Shebang comment")) {
            return "Move it to the first line, or remove it";
        }
        if (message.startsWith("Illegal escape character")) {
            return "Write a backslash as \\\\, or use '''…''' and double it";
        }
        return "";
    }

    private static String line(String source, int number) {
        return source.lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
    }
}
