package dev.millrace.controller.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;

/** Server-sent events as bytes. JSON has no line breaks, so that one data line is enough. */
final class EventFormat {
    private final ObjectMapper mapper;

    EventFormat(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** An event; {@code id} is empty for those that one cannot resume at. */
    byte[] event(String id, String name, Object data) {
        try {
            var head = id.isEmpty() ? "" : "id: " + id + "\n";
            return "%sevent: %s\ndata: %s\n\n"
                    .formatted(head, name, mapper.writeValueAsString(data))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Values of the API are JSON: " + data, e);
        }
    }

    byte[] comment() {
        return ": alive\n\n".getBytes(StandardCharsets.UTF_8);
    }
}
