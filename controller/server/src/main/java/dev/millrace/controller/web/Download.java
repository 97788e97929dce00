package dev.millrace.controller.web;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers with bytes, whole or the range asked for. What comes from jobs is always in a sandbox: no script of it runs, nothing of it is loaded. */
final class Download {
    static final String SANDBOX = "sandbox; default-src 'none'";

    private Download() {}

    /** Writes a part of the bytes. */
    interface Source {
        void copy(long position, long length, OutputStream to) throws IOException;
    }

    static Response of(@Nullable String range, long length, String mediaType, Source source) {
        return switch (ByteRange.parse(range, length)) {
            case ByteRange.Whole() -> answer(200, mediaType, source, 0, length).build();
            case ByteRange.Part(var start, var end) ->
                answer(206, mediaType, source, start, end)
                        .header("Content-Range", "bytes %d-%d/%d".formatted(start, end - 1, length))
                        .build();
            case ByteRange.Beyond() ->
                throw new Refused(
                        416,
                        "Range beyond the end",
                        "There are %d bytes".formatted(length),
                        "Ask for less",
                        Map.of("Content-Range", "bytes */" + length));
        };
    }

    private static Response.ResponseBuilder answer(int status, String mediaType, Source source, long start, long end) {
        StreamingOutput body = to -> source.copy(start, end - start, to);
        return Response.status(status)
                .entity(body)
                .type(mediaType)
                .header("Content-Length", end - start)
                .header("Accept-Ranges", "bytes")
                .header("Content-Security-Policy", SANDBOX);
    }
}
