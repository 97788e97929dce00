package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** A chain of causes, what led to a thing below it. */
final class Causes {
    private static final String STEP = "  ";

    private final Terminal terminal;

    Causes(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(JsonNode because) {
        print(because, "");
    }

    private void print(JsonNode because, String indent) {
        terminal.print(indent + because.path("sentence").asText() + Places.of(because) + took(because));
        for (var line : because.path("output")) {
            terminal.print(indent + STEP + "| " + line.asText());
        }
        for (var below : because.path("below")) {
            print(below, indent + STEP);
        }
    }

    private static String took(JsonNode because) {
        var kind = because.path("kind").asText();
        var shown = kind.equals("run") || kind.equals("stage") || kind.equals("failed");
        return shown && because.hasNonNull("tookMillis")
                ? "  after " + span(Duration.ofMillis(because.path("tookMillis").asLong()))
                : "";
    }

    private static String span(Duration span) {
        return span.toMinutes() > 0
                ? "%d min %d s".formatted(span.toMinutes(), span.toSecondsPart())
                : "%d.%d s".formatted(span.toSeconds(), span.toMillisPart() / 100);
    }
}
