package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Mistakes in pipelines, in the form that editors understand. */
final class Problems {
    private Problems() {}

    /** {@code FILE:LINE:COL: error: message (hint)}. */
    static String line(JsonNode problem) {
        return line(problem, problem.path("file").asText());
    }

    /** With the name by which the user gave the file. */
    static String line(JsonNode problem, String file) {
        var hint = problem.path("hint").asText("");
        return "%s:%d:%d: error: %s%s"
                .formatted(
                        file,
                        problem.path("line").asInt(),
                        problem.path("column").asInt(),
                        problem.path("message").asText(),
                        hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
