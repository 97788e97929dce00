package dev.millrace.evaluator.language;

/** The first line of a script file. Old Groovy took it after empty lines and comments too, and files have it there. */
final class Shebang {
    private Shebang() {}

    /** The same text with a comment in its place, so that lines stay where they are. */
    static String without(String source) {
        var text = source.startsWith("\uFEFF") ? source.substring(1) : source;
        var at = significant(text);
        return text.startsWith("#!", at) ? text.substring(0, at) + "//" + text.substring(at + 2) : text;
    }

    /** Where the first thing stands that is neither space nor comment. */
    private static int significant(String text) {
        var at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                var end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                var end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                break;
            }
        }
        return at;
    }
}
