package dev.millrace.controller.web;

import java.util.Map;

/** A request that HTTP itself has a status for. Everything else is a {@code UserError}. */
final class Refused extends RuntimeException {
    private final int status;
    private final String title;
    private final String hint;
    private final transient Map<String, String> headers;

    Refused(int status, String title, String detail, String hint, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.title = title;
        this.hint = hint;
        this.headers = Map.copyOf(headers);
    }

    Refused(int status, String title, String detail, String hint) {
        this(status, title, detail, hint, Map.of());
    }

    static Refused unauthenticated(String detail) {
        return new Refused(
                401,
                "Not authenticated",
                detail,
                "Send the header 'Authorization: Bearer TOKEN'; the first token is in the file admin.token of the data directory",
                Map.of("WWW-Authenticate", "Bearer realm=\"millrace\""));
    }

    static Refused unavailable(String detail) {
        return new Refused(503, "Not available now", detail, "Try again in a moment", Map.of("Retry-After", "1"));
    }

    static Refused tooLarge(long limit) {
        return new Refused(413, "Too large", "The body of this request may have at most %d bytes".formatted(limit), "");
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String hint() {
        return hint;
    }

    Map<String, String> headers() {
        return headers;
    }
}
