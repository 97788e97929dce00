package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The server answered with a problem. */
final class ApiRefusal extends IOException {
    private final int status;
    private final String hint;

    ApiRefusal(int status, String detail, String hint) {
        super(detail);
        this.status = status;
        this.hint = hint;
    }

    private static String hint(String text) {
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    static ApiRefusal of(int status, JsonNode problem) {
        var detail = new StringBuilder(problem.path("detail").asText("The server answered " + status));
        problem.path("problems")
                .forEach(one -> detail.append("\n  ")
                        .append(one.path("file").asText())
                        .append(": ")
                        .append(one.path("message").asText())
                        .append(hint(one.path("hint").asText(""))));
        return new ApiRefusal(status, detail.toString(), problem.path("hint").asText(""));
    }

    /** The server, or what it needs, is away for a while. */
    boolean temporary() {
        return status == 502 || status == 503 || status == 504;
    }

    Failure failure() {
        var code = switch (status) {
            case 401, 403 -> ExitCode.NO_PERMISSION;
            case 502, 503, 504, 507 -> ExitCode.TEMPORARY;
            default -> status >= 500 ? ExitCode.UNAVAILABLE : ExitCode.USAGE;
        };
        return new Failure(code, getMessage() + (hint.isEmpty() ? "" : ". " + hint), this);
    }
}
