package dev.millrace.controller.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time before each line, as {@code timestamps} of Jenkins writes it: {@code [2026-11-27T08:30:00.125Z] line}. */
public final class LineTimes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "'['uuuu-MM-dd'T'HH:mm:ss.SSS'Z] '", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private LineTimes() {}

    /** What stands before a line. */
    public static String before(Instant at) {
        return TIME.format(at);
    }

    /** Whole lines, each with the time before it. */
    public static byte[] stamped(byte[] lines, Instant at) {
        return stamped(lines, at, false);
    }

    /** @param open the first bytes go on with a line that has its time already */
    static byte[] stamped(byte[] data, Instant at, boolean open) {
        var before = before(at).getBytes(StandardCharsets.US_ASCII);
        var stamped = new ByteArrayOutputStream(data.length + 8 * before.length);
        for (var from = 0; from < data.length; ) {
            var to = from;
            while (to < data.length && data[to++] != '\n') {
                // to the end of the line
            }
            if (from > 0 || !open) {
                stamped.writeBytes(before);
            }
            stamped.write(data, from, to - from);
            from = to;
        }
        return stamped.toByteArray();
    }
}
