package dev.millrace.evaluator.declarative;

import java.util.Optional;

/**
 * What is asked of a pipeline's text before it is compiled. All of it is decided in one pass over the text, before a parser sees it: a parser that is
 * given such text answers late, unclearly, or not at all.
 */
public final class SourceRules {
    /** Characters of a pipeline. 20,000 lines have about a million. */
    public static final int LONGEST = 4 << 20;
    /** Brackets inside brackets. People stop at about twenty; a parser takes minutes for some thousands. */
    public static final int DEEPEST = 200;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** What stands for bytes that are not UTF-8 once they were decoded. */
    private static final char REPLACEMENT = '\uFFFD';

    private SourceRules() {}

    /** The text as it is compiled: without a byte order mark, which some editors put in front. */
    public static String text(String source) {
        return source.isEmpty() || source.charAt(0) != BYTE_ORDER_MARK ? source : source.substring(1);
    }

    /** What keeps this text from being compiled. */
    public static Optional<Problem> check(String source) {
        if (source.length() > LONGEST) {
            return Optional.of(new Problem(
                    1,
                    1,
                    "This pipeline has " + source.length() + " characters; the limit is " + LONGEST,
                    "Move data into files of the workspace, and code into a shared library"));
        }
        if (source.isBlank()) {
            return Optional.of(new Problem(
                    1,
                    1,
                    "This pipeline is empty",
                    "Write pipeline { agent any; stages { stage('Build') { steps { } } } }"));
        }
        int line = 1;
        int start = 0;
        for (int at = 0; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '\n') {
                line++;
                start = at + 1;
            } else if (c == REPLACEMENT) {
                return Optional.of(new Problem(
                        line,
                        at - start + 1,
                        "This file is not UTF-8: here are bytes that mean no character",
                        "Save it as UTF-8"));
            } else if (c == '\0') {
                return Optional.of(new Problem(
                        line,
                        at - start + 1,
                        "This file is not text: here is a byte 0",
                        "Name a file with a pipeline in it"));
            }
        }
        return new Nesting(source, DEEPEST).tooDeep();
    }
}
