package dev.millrace.controller.web;

import dev.millrace.controller.web.LogResource.LogEncoding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events to one reader; each write waits until the connection takes it, so that a slow reader costs no memory. For one thread. */
final class EventSink {
    private final EventFormat format;
    private final LogEncoding encoding;
    private final OutputStream to;

    EventSink(EventFormat format, LogEncoding encoding, OutputStream to) {
        this.format = format;
        this.encoding = encoding;
        this.to = to;
    }

    /** Sends a window of the log that begins at a position and returns how many bytes of it were sent: letters are not cut in two, except at the end. */
    int log(long position, ByteArrayOutputStream window, boolean last) throws IOException {
        var bytes = window.toByteArray();
        var length = encoding == LogEncoding.TEXT && !last ? Utf8.wholeLetters(bytes) : bytes.length;
        if (length > 0) {
            var data = encoding == LogEncoding.TEXT
                    ? new LogEvent(position, new String(bytes, 0, length, StandardCharsets.UTF_8), null)
                    : new LogEvent(position, null, Base64.getEncoder().encodeToString(bytes));
            write(format.event(Long.toString(position + length), "log", data));
        }
        return length;
    }

    void event(String name, Object data) throws IOException {
        write(format.event("", name, data));
    }

    void end() throws IOException {
        event("end", Map.of());
    }

    void heartbeat() throws IOException {
        write(format.comment());
    }

    private void write(byte[] event) throws IOException {
        to.write(event);
        to.flush();
    }

    /** {@code position} is that of the first byte. */
    @Schema(name = "LogEvent")
    record LogEvent(
            long position, @Nullable String text, @Nullable String base64) {}
}
