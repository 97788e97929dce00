package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Lines of files, behind what stands there. */
final class Places {
    private Places() {}

    /** Empty where it is not known. */
    static String of(JsonNode fields) {
        return fields.hasNonNull("line")
                ? "  (%s:%d)"
                        .formatted(
                                fields.path("file").asText(),
                                fields.path("line").asInt())
                : "";
    }
}
