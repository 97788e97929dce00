package dev.millrace.evaluator.declarative;

import java.util.Optional;

/**
 * Counts brackets inside brackets, of all kinds together. It knows comments and texts well enough not to count what stands in them; where it can not tell a
 * pattern from a division it takes the division, and brackets of a pattern then close each other.
 */
final class Nesting {
    private static final String BEFORE_PATTERN = "(,=:[{!&|?;~<>+-*%\n";
    private final String source;
    private final int deepest;
    private int at;
    private int line = 1;
    private int start;
    private char last = '\n';

    Nesting(String source, int deepest) {
        this.source = source;
        this.deepest = deepest;
    }

    Optional<Problem> tooDeep() {
        int depth = 0;
        for (; at < source.length(); at++) {
            char c = source.charAt(at);
            switch (c) {
                case '(', '[', '{' -> {
                    if (++depth > deepest) {
                        return Optional.of(new Problem(
                                line,
                                at - start + 1,
                                "Blocks and brackets are nested more than " + deepest + " deep here",
                                "Move the inner ones into methods or stages of their own"));
                    }
                }
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                case '\n' -> newLine();
                case '\'', '"' -> text(c);
                case '/' -> slash();
                default -> {}
            }
            if (!Character.isWhitespace(c) || c == '\n') {
                last = c;
            }
        }
        return Optional.empty();
    }

    private void newLine() {
        line++;
        start = at + 1;
    }

    private void text(char quote) {
        var triple = String.valueOf(quote).repeat(3);
        if (source.startsWith(triple, at)) {
            at += 3;
            skip(triple, true, quote == '\'' || quote == '"');
        } else {
            at++;
            skip(String.valueOf(quote), false, true);
        }
    }

    private void slash() {
        if (source.startsWith("//", at)) {
            int end = source.indexOf('\n', at);
            at = end < 0 ? source.length() : end - 1;
        } else if (source.startsWith("/*", at)) {
            at += 2;
            skip("*/", true, false);
        } else if (BEFORE_PATTERN.indexOf(last) >= 0) {
            at++;
            skip("/", true, true);
        }
    }

    /** Moves to the last character of what ends here. A text of one line ends with the line at the latest. */
    private void skip(String end, boolean lines, boolean escapes) {
        for (; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '\n') {
                if (!lines) {
                    at--;
                    return;
                }
                newLine();
            } else if (c == '\\' && escapes) {
                at++;
                if (at < source.length() && source.charAt(at) == '\n') {
                    newLine();
                }
            } else if (source.startsWith(end, at)) {
                at += end.length() - 1;
                return;
            }
        }
    }
}
