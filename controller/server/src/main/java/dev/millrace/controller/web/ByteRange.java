package dev.millrace.controller.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What part of some bytes a {@code Range} header asks for. */
sealed interface ByteRange {
    Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** All of it: no range, or one that is to be ignored (other units, several parts). */
    record Whole() implements ByteRange {}

    /** From {@code start} to before {@code end}. */
    record Part(long start, long end) implements ByteRange {}

    /** Nothing of what is there. */
    record Beyond() implements ByteRange {}

    /** Reads a header, for {@code length} bytes. */
    static ByteRange parse(@Nullable String header, long length) {
        var match = ONE.matcher(header == null ? "" : header.strip());
        if (!match.matches()) {
            return new Whole();
        }
        var first = match.group(1);
        var last = match.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), length);
        }
        var start = Long.parseLong(first);
        var end = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < start) {
            return new Whole();
        }
        return start >= length ? new Beyond() : new Part(start, end);
    }

    private static ByteRange suffix(long last, long length) {
        return last == 0 || length == 0 ? new Beyond() : new Part(Math.max(0, length - last), length);
    }
}
