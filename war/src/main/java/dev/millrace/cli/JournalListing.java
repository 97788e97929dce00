package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** A journal, one line for each entry: position, time since the first, step, what it says, and where. */
final class JournalListing {
    private final Terminal terminal;

    JournalListing(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(JsonNode lines) {
        if (lines.isEmpty()) {
            terminal.print("The run has not begun: its journal is empty");
            return;
        }
        var begin = Instant.parse(lines.get(0).path("at").asText());
        for (var line : lines) {
            terminal.print("%5d  %10s  %-8s %s%s"
                    .formatted(
                            line.path("position").asInt(),
                            since(Duration.between(
                                    begin, Instant.parse(line.path("at").asText()))),
                            line.hasNonNull("step")
                                    ? "step:" + line.path("step").asInt()
                                    : "",
                            line.path("words").asText(),
                            Places.of(line)));
        }
    }

    private static String since(Duration time) {
        return "%d.%03d s".formatted(time.toSeconds(), time.toMillisPart());
    }
}
